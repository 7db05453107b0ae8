"""What a page of another site tries against a desk that somebody is logged in to, in a real browser."""

from typing import Any

import pytest

from factcheck.workflow.claims.list import show_claim
from tests.servers import ScriptedServer, answer
from tests.web.served import Served

ATTACK = """<!doctype html><title></title><iframe src="{there}/claims/tower"></iframe>
<form method="post" action="{there}/claims/tower/note"><input name="note" value="Owned."><button>Go</button></form>
<script type="module">
const told = {{}};
const send = {{method: "POST", mode: "no-cors", credentials: "include", body: new URLSearchParams({{note: "Owned."}})}};
const tried = (name, doing) => doing.then(() => told[name] = "let through", () => told[name] = "refused");
const loaded = (kind, path) => new Promise((done, failed) => {{
  const one = document.createElement(kind);
  Object.assign(one, {{onload: done, onerror: failed, src: "{there}" + path}});
  document.body.append(one);
}});
const opened = new Promise((done, failed) => {{
  const socket = new WebSocket("{socket}/claims/tower");
  Object.assign(socket, {{onopen: done, onerror: failed}});
}});
await Promise.all([
  tried("post", fetch("{there}/claims/tower/note", send)),
  tried("read", fetch("{there}/claims/tower", {{credentials: "include"}})),
  tried("api", fetch("{there}/api/v1/claims", {{credentials: "include"}})),
  tried("json", fetch("{there}/api/v1/claims", {{...send, mode: "cors", headers: {{"X-Own": "1"}}}})),
  tried("socket", opened), tried("script", loaded("script", "/static/desk.js")),
  tried("picture", loaded("img", "/claims/tower")),
]);
window.told = told;
</script>"""
TRIED = {"post", "read", "api", "json", "socket", "script", "picture"}


@pytest.mark.parametrize("name", ["localhost", "x.localhost", "127.0.0.1"])
def test_a_page_elsewhere_reads_changes_and_frames_nothing(page: Any, served: Served, name: str) -> None:
    there = f"localhost:{served.port}"
    key, _, secret = served.cookie.partition("=")
    known = {"url": f"http://{there}", "httpOnly": True, "sameSite": "Strict"}
    page.context.add_cookies([{"name": key, "value": secret, **known}])
    attack = ATTACK.format(there=f"http://{there}", socket=f"ws://{there}")
    with ScriptedServer({"/": answer(attack)}) as elsewhere:
        page.goto(elsewhere.url(host=name))
        page.wait_for_function("window.told")
        assert page.evaluate("told") == dict.fromkeys(TRIED, "refused")
        assert page.frames[1].url.startswith("chrome-error:")
        with page.expect_response(f"http://{there}/claims/tower/note") as sent:
            page.get_by_role("button").click()
    assert sent.value.status == 403
    assert show_claim(served.desk, "tower").claim.note is None


def test_a_name_that_leads_to_this_machine_is_none_of_the_desk(page: Any, served: Served) -> None:
    asked = page.goto(f"http://rebound.localhost:{served.port}/claims/tower")
    assert asked.status == 421
    assert "The tower is new" not in page.content()
