"""People join, move, change their name and leave, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.organisation.leaving_roles import LeavePerson
from domain.people.joining import JoinPerson
from domain.people.moving import MovePerson
from domain.people.naming import IdentifyPerson, RenamePerson


@strawberry.type
class PeopleMutations:
    join_person = asks(JoinPerson)
    identify_person = asks(IdentifyPerson)
    rename_person = asks(RenamePerson)
    move_person = asks(MovePerson)
    leave_person = asks(LeavePerson)
