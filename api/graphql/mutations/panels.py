"""Panels are convened and their conflicts decided on, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.promotions.panels.convening import ConvenePanel, NameSubstitute
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.recusals import RecuseMember, RetainMember


@strawberry.type
class PanelMutations:
    convene_panel = asks(ConvenePanel)
    name_substitute = asks(NameSubstitute)
    declare_conflict = asks(DeclareConflict)
    recuse_member = asks(RecuseMember)
    retain_member = asks(RetainMember)
