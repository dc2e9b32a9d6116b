"""Practice, coaching and lessons are recorded, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.development.practice import NoteLesson, RecordCoaching, RecordPractice


@strawberry.type
class PracticeMutations:
    record_practice = asks(RecordPractice)
    record_coaching = asks(RecordCoaching)
    note_lesson = asks(NoteLesson)
