"""What people say of what is written of them, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.amendments.remarks import AnswerRectification, AttachStatement, RequestRectification


@strawberry.type
class RemarkMutations:
    attach_statement = asks(AttachStatement)
    request_rectification = asks(RequestRectification)
    answer_rectification = asks(AnswerRectification)
