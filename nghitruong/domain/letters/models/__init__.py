"""Tables: letters and whom they came from, receptions, the cards of denunciations."""

from nghitruong.domain.letters.models.cards import Card, Opening, Summary
from nghitruong.domain.letters.models.files import LetterFile
from nghitruong.domain.letters.models.letters import Letter, Sender, Urging
from nghitruong.domain.letters.models.reception import ReceptionDay, Slot, Visit

__all__ = ["Card", "Letter", "LetterFile", "Opening", "ReceptionDay", "Sender", "Slot", "Summary", "Urging", "Visit"]
