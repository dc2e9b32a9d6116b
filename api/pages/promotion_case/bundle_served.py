"""The audit bundle of a case, for whoever may have it: as `leadership audit-bundle` writes it, and written down."""

from __future__ import annotations

import asyncio
from typing import Final

from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.access.table import Information
from api.bundles.case_bundle import case_bundle
from api.graphql.context import Context
from api.graphql.endpoint import Endpoint
from api.pages.promotion_case import PAGE
from api.pages.record.form_served import served
from api.services import Services
from api.settings import Settings
from audit.bundles.bundling import CannotBeBundled, NoSuchCase
from audit.bundles.signing_up import NotSignedInTime, all_signed
from audit.bundles.time_authority import NotStamped
from domain.kernel.ids import CaseId

BUNDLE_PATH: Final = f"{PAGE.path}/bundle"
ZIP: Final = "application/zip"
OF_A_CASE: Final = "case-"
NOT_YOURS: Final = (
    "An audit bundle goes to auditors who are charged with its case, or with where its candidate stands. Whether there"
    " is such a case is not said."
)


class BundlesServed:
    """Where bundles are to be had."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self.endpoint, self.settings = endpoint, settings

    def routes(self) -> list[Route]:
        """Where that is."""
        return [Route(BUNDLE_PATH, self.respond)]

    async def respond(self, request: Request) -> Response:
        """The bundle; or a page that says why there is none."""
        answer = await served(self.endpoint, request, self._bundle(request))
        answer.headers["cache-control"] = "no-store"
        return answer

    async def _bundle(self, request: Request) -> Response:
        case = request.path_params["case"]
        async with self.endpoint.contexts(request) as context:
            may_read(context)
            if not case.startswith(OF_A_CASE) or not await context.tells_as(((Information.BUNDLE, case, None),)):
                raise HTTPException(403, NOT_YOURS)
            data = await asyncio.to_thread(self._made, request.app.state.services, CaseId(case))
            await context.write_down()
        return Response(data, 200, {"content-disposition": f'attachment; filename="{case}.zip"'}, ZIP)

    def _made(self, services: Services, case: CaseId) -> bytes:
        """The bundle, once all is signed. 404 for no case; 503 where it cannot be made now, with what to do."""
        try:
            within = self.settings.answer_within / 2
            position, publishing = services.ledger.position(), services.publishing
            all_signed(services.proofs, position, self.settings.witnesses, lambda: publishing.alarm, within)
            return case_bundle(services.ledger, services.proofs, case, self.settings.time_authority())
        except NoSuchCase as why:
            raise HTTPException(404, f"There is no bundle: {why}.") from why
        except (CannotBeBundled, NotSignedInTime, NotStamped) as why:
            raise HTTPException(503, f"There is no bundle: {why}.") from why


def may_read(context: Context) -> None:
    """403 for a token that is not good for that."""
    try:
        context.must_read()
    except GraphQLError as why:
        raise HTTPException(403, why.message) from why
