"""People join, move, change their name and leave, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.people import IdentifyPerson, JoinPerson, LeavePerson, MovePerson, RenamePerson


@strawberry.type
class PeopleMutations:
    join_person = asks(JoinPerson)
    identify_person = asks(IdentifyPerson)
    rename_person = asks(RenamePerson)
    move_person = asks(MovePerson)
    leave_person = asks(LeavePerson)
