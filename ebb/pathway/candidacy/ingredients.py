"""Medicine names by ingredient: the ingredient first, then brands and spellings it is written under.

A name that is not here is not harmless; it is unmatched, and a clinician reads it. Brands from memory [M], verify.
"""

METHYLXANTHINES = """
theophylline: theophyllin, teofilina, theophyllinum, theo-24, theo-dur, theodur, theochron, theolair, uniphyl,
    uniphyllin, unifyl, nuelin, slo-phyllin, slo-bid, elixophyllin, quibron, respbid, bronkodyl, bronchoretard,
    euphylong, afonilum, solosin, aerolate, choline theophyllinate, oxtriphylline, choledyl
aminophylline: aminophyllin, aminofilina, phyllocontin, euphyllin, euphylline, norphyl, truphylline, somophyllin,
    theophylline ethylenediamine
"""

OPIOIDS = """
morphine: ms contin, mst, kadian, oramorph
oxycodone: oxycontin, oxynorm, percocet, roxicodone, endone
hydrocodone: vicodin, norco, hysingla
hydromorphone: dilaudid, palladone
oxymorphone: opana
fentanyl: duragesic, durogesic, actiq
methadone: dolophine
buprenorphine: butrans, suboxone, belbuca, subutex, temgesic, buvidal, sublocade
codeine: co-codamol, cocodamol, tylenol 3
dihydrocodeine: dhc continus
tramadol: ultram, zydol, tramal
tapentadol: nucynta, palexia
meperidine: pethidine, demerol
"""

BENZODIAZEPINES = """
diazepam: valium
lorazepam: ativan
clonazepam: klonopin, rivotril
alprazolam: xanax
temazepam: restoril
midazolam: versed
oxazepam
chlordiazepoxide: librium
nitrazepam: mogadon
triazolam: halcion
clobazam: onfi, frisium
"""

GABAPENTINOIDS = """
gabapentin: neurontin, gralise
pregabalin: lyrica
mirogabalin
"""

KETAMINES = """
ketamine: ketamin, ketamina, ketalar, ketanest, ketaset, ketolar, ketamine troche
esketamine: s-ketamine, spravato, esketamin, arketamine
"""

SEDATIVES = """
propofol: diprivan
dexmedetomidine: precedex, dexdor, igalmi
phenobarbital: phenobarbitone
oxybate: sodium oxybate, xyrem
"""

Z_DRUGS = """
zolpidem: ambien
zopiclone: imovane
eszopiclone: lunesta
zaleplon: sonata
"""

MUSCLE_RELAXANTS = """
baclofen: lioresal
tizanidine: zanaflex
cyclobenzaprine: flexeril
methocarbamol: robaxin
"""

SEDATING_ANTIHISTAMINES = """
hydroxyzine: atarax, vistaril
diphenhydramine: benadryl
promethazine: phenergan
"""

SEDATING_ANTIPSYCHOTICS = """
quetiapine: seroquel
olanzapine: zyprexa
haloperidol: haldol
droperidol: inapsine
prochlorperazine: compazine, stemetil
"""

ANTIHYPERTENSIVES = """
clonidine: catapres
propranolol: inderal
metoprolol: lopressor, toprol
atenolol: tenormin
bisoprolol: concor
carvedilol: coreg
lisinopril: zestril
ramipril: altace
enalapril: vasotec
losartan: cozaar
valsartan: diovan
candesartan: atacand
amlodipine: norvasc
verapamil
diltiazem: cardizem
labetalol: trandate, normodyne
hydralazine: apresoline
esmolol: brevibloc
nicardipine: cardene
nifedipine: adalat, procardia
captopril: capoten
urapidil: ebrantil
nitroglycerin: glyceryl trinitrate, gtn, nitrostat
"""

REVERSALS = """
naloxone: narcan, kloxxado, zimhi, evzio, nyxoid
nalmefene: opvee, revex
flumazenil: romazicon, anexate
"""

OTHERS = """
acetaminophen: paracetamol, tylenol, panadol, apap
ibuprofen: advil, motrin, nurofen, brufen
naproxen: aleve, naprosyn
diclofenac: voltaren, voltarol
celecoxib: celebrex
meloxicam: mobic
etoricoxib: arcoxia
aspirin: acetylsalicylic acid, asa
duloxetine: cymbalta
venlafaxine: effexor
desvenlafaxine: pristiq
milnacipran: savella
amitriptyline: elavil
nortriptyline: pamelor
imipramine: tofranil
doxepin
fluoxetine: prozac
sertraline: zoloft
citalopram: celexa
escitalopram: lexapro, cipralex
paroxetine: paxil, seroxat
bupropion: wellbutrin
mirtazapine: remeron
trazodone: desyrel
lamotrigine: lamictal
carbamazepine: tegretol
oxcarbazepine: trileptal
topiramate: topamax
valproate: valproic acid, depakote, epilim
levetiracetam: keppra
lithium: lithobid
aripiprazole: abilify
risperidone: risperdal
clozapine: clozaril
melatonin
cetirizine: zyrtec
loratadine: claritin
hydrochlorothiazide: hctz
furosemide: lasix
spironolactone: aldactone
atorvastatin: lipitor
rosuvastatin: crestor
simvastatin: zocor
clopidogrel: plavix
apixaban: eliquis
rivaroxaban: xarelto
warfarin: coumadin
metformin: glucophage
insulin: lantus, humalog, novorapid, levemir, tresiba
glipizide
gliclazide: diamicron
semaglutide: ozempic, wegovy, rybelsus
liraglutide: victoza, saxenda
tirzepatide: mounjaro, zepbound
empagliflozin: jardiance
levothyroxine: synthroid, euthyrox, thyroxine
omeprazole: prilosec
pantoprazole: protonix
esomeprazole: nexium
famotidine: pepcid
ondansetron: zofran
metoclopramide: reglan
salbutamol: albuterol, ventolin
budesonide: pulmicort
fluticasone: flovent
montelukast: singulair
tiotropium: spiriva
prednisone
prednisolone
methotrexate
hydroxychloroquine: plaquenil
naltrexone: low-dose naltrexone, ldn, revia
memantine: namenda
dextromethorphan
amantadine
methylphenidate: ritalin, concerta
amphetamine: adderall, dexamphetamine
lisdexamfetamine: vyvanse
modafinil: provigil
sumatriptan: imitrex
rizatriptan: maxalt
estradiol
levonorgestrel
cholecalciferol: vitamin d, vitamin d3, colecalciferol
cyanocobalamin: vitamin b12
ascorbic acid: vitamin c
folic acid: folate
magnesium
calcium
iron: ferrous sulfate
potassium
lidocaine: lignocaine
capsaicin
polyethylene glycol: macrogol, miralax
senna
glycopyrrolate: robinul, glycopyrronium
atropine
ephedrine
phenylephrine: neosynephrine
epinephrine: adrenaline, epipen
dexamethasone: decadron
ketorolac: toradol
glucose: dextrose
oxygen: o2
saline: sodium chloride, normal saline, ns
ringer lactate: ringers lactate, lactated ringers, hartmann, hartmanns
"""

CLASSES = {
    "methylxanthine": METHYLXANTHINES,
    "opioid": OPIOIDS,
    "benzodiazepine": BENZODIAZEPINES,
    "gabapentinoid": GABAPENTINOIDS,
    "ketamine": KETAMINES,
    "sedative": SEDATIVES,
    "z-drug": Z_DRUGS,
    "muscle relaxant": MUSCLE_RELAXANTS,
    "sedating antihistamine": SEDATING_ANTIHISTAMINES,
    "sedating antipsychotic": SEDATING_ANTIPSYCHOTICS,
    "antihypertensive": ANTIHYPERTENSIVES,
    "reversal": REVERSALS,
    "other": OTHERS,
}
