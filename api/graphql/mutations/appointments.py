"""Roles are established, filled and vacated, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole


@strawberry.type
class AppointmentMutations:
    establish_role = asks(EstablishRole)
    appoint_to_role = asks(AppointToRole)
    vacate_role = asks(VacateRole)
