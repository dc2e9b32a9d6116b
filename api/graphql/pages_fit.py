"""Whether a connection is asked for a page, of the first or of the last, which is told before anything is read."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode, GraphQLError, NullValueNode, ValidationRule

from api.graphql.limits import LONGEST_PAGE, PAGE_LENGTHS

MISSING = f"first: is missing, and so is `last`: say how many, from 1 to {LONGEST_PAGE}"


class PagesFit(ValidationRule):
    """A field that takes `first` and `last` is given one of them."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        field = self.context.get_field_def()
        if field is None or not field.args.keys() >= PAGE_LENGTHS:
            return
        given = {each.name.value for each in node.arguments or () if not isinstance(each.value, NullValueNode)}
        if not given & PAGE_LENGTHS:
            self.report_error(GraphQLError(MISSING, node, extensions={"code": "BAD_INPUT", "field": "first"}))
