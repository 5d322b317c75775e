from ebb.clinic.public.roads.first import FIRST_STEP
from ebb.clinic.public.roads.mood import MOOD_ROAD
from ebb.clinic.public.roads.other import OTHER_ROADS
from ebb.clinic.public.roads.pain import PAIN_ROAD

ROADS = (FIRST_STEP, PAIN_ROAD, MOOD_ROAD, OTHER_ROADS)

__all__ = ["FIRST_STEP", "MOOD_ROAD", "OTHER_ROADS", "PAIN_ROAD", "ROADS"]
