"""Why something around monitors and alarms was not done.

Refused
  BedTaken       another chair listens to this bed
  NoSuchAlarm    no alarm has this number
  AlarmOver      the alarm has cleared
"""


class Refused(Exception):
    """What was asked cannot be done; the message says why and what would be right."""


class BedTaken(Refused):
    """Another chair already listens to this bed."""


class NoSuchAlarm(Refused):
    """No alarm has this number."""


class AlarmOver(Refused):
    """The alarm has cleared; there is nothing left to acknowledge."""
