"""Evidence is filed, and the file closed, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.promotions.promotion_file import CloseFile, FileEvidence


@strawberry.type
class PromotionFileMutations:
    file_evidence = asks(FileEvidence)
    close_file = asks(CloseFile)
