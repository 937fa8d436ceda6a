"""Ory's Python client of the older API, v0alpha2, against the identity server: every operation that it has, once at least.

Run by tests/clients/other-languages.test.ts with PUBLIC_URL and ADMIN_URL in the environment, on a server with
`legacy.v0alpha2`. Ends with 0 when all is well.
"""

import os
import sys
import time
import traceback

import ory_kratos_client as kratos
from ory_kratos_client import models
from ory_kratos_client.api.v0alpha2_api import V0alpha2Api

PASSWORD = "nunuwzhzg!!8"

called: set[str] = set()


class Recorder:
    """An API of the client that remembers which of its operations were called."""

    def __init__(self, url: str, **headers: str) -> None:
        client = kratos.ApiClient(kratos.Configuration(host=url))
        for name, value in headers.items():
            client.set_default_header(name, value)
        self.api = V0alpha2Api(client)

    def __getattr__(self, name: str):
        called.add(name)
        return getattr(self.api, name)

    def operations(self) -> set[str]:
        return {name for name in dir(self.api) if not name.startswith("_") and name != "api_client"}


def refused(status: int, call) -> None:
    try:
        call()
    except kratos.ApiException as error:
        assert error.status == status, f"refused with {error.status}, expected {status}: {error.body}"
        return
    raise AssertionError(f"not refused, expected {status}")


def cookies_of(headers, before: str = "") -> str:
    """The cookies to send after an answer, whose headers the client joins."""
    jar = dict(pair.split("=", 1) for pair in before.split("; ") if pair)
    for line in headers.get("Set-Cookie", "").split(", "):
        key, _, rest = line.partition("=")
        if key == "ory_kratos_session" or key.startswith("csrf_token_"):
            jar[key] = rest.split(";")[0]
    return "; ".join(f"{key}={value}" for key, value in jar.items())


def csrf_token(flow) -> str:
    for node in flow.ui.nodes.value:
        if node.attributes.get("name") == "csrf_token":
            return node.attributes.value
    raise AssertionError("the flow has no CSRF token")


def by_password(email: str, password: str = PASSWORD, **more: str):
    return models.SubmitSelfServiceLoginFlowBody(
        method="password", password_identifier=email, password=password, **more
    )


def sign_up(api, email: str) -> str:
    flow = api.initialize_self_service_registration_flow_without_browser()
    assert api.get_self_service_registration_flow(flow.id).id == flow.id
    body = models.SubmitSelfServiceRegistrationFlowBody(
        method="password", password=PASSWORD, traits={"email": email}
    )
    return api.submit_self_service_registration_flow(flow.id, submit_self_service_registration_flow_body=body).session_token


def sign_in(api, email: str) -> str:
    flow = api.initialize_self_service_login_flow_without_browser()
    assert api.get_self_service_login_flow(flow.id).id == flow.id
    wrong = by_password(email, "wrong")
    refused(400, lambda: api.submit_self_service_login_flow(flow.id, submit_self_service_login_flow_body=wrong))
    body = by_password(email)
    return api.submit_self_service_login_flow(flow.id, submit_self_service_login_flow_body=body).session_token


def walk_native(api, email: str) -> None:
    token = sign_up(api, email)
    session = api.to_session(x_session_token=token)
    assert session.active and session.identity.traits["email"] == email

    flow = api.initialize_self_service_settings_flow_without_browser(x_session_token=token)
    assert api.get_self_service_settings_flow(flow.id, x_session_token=token).id == flow.id
    body = models.SubmitSelfServiceSettingsFlowBody(method="password", password=f"{PASSWORD}-new")
    saved = api.submit_self_service_settings_flow(
        flow.id, x_session_token=token, submit_self_service_settings_flow_body=body
    )
    assert saved.state.value == "success"
    body = models.SubmitSelfServiceSettingsFlowBody(method="password", password=PASSWORD)
    api.submit_self_service_settings_flow(flow.id, x_session_token=token, submit_self_service_settings_flow_body=body)

    flow = api.initialize_self_service_recovery_flow_without_browser()
    assert api.get_self_service_recovery_flow(flow.id).id == flow.id
    body = models.SubmitSelfServiceRecoveryFlowBody(method="link", email=email)
    asked = api.submit_self_service_recovery_flow(flow.id, submit_self_service_recovery_flow_body=body)
    assert asked.state.value == "sent_email"
    flow = api.initialize_self_service_verification_flow_without_browser()
    assert api.get_self_service_verification_flow(flow.id).id == flow.id
    body = models.SubmitSelfServiceVerificationFlowBody(method="link", email=email)
    asked = api.submit_self_service_verification_flow(flow.id, submit_self_service_verification_flow_body=body)
    assert asked.state.value == "sent_email"

    body = models.SubmitSelfServiceLogoutFlowWithoutBrowserBody(session_token=sign_in(api, email))
    api.submit_self_service_logout_flow_without_browser(body)
    refused(401, lambda: api.to_session(x_session_token=body.session_token))
    assert api.get_self_service_error("stub:500").id
    assert "ory" in api.get_web_authn_java_script()


def walk_browser(url: str, email: str) -> None:
    api = Recorder(url)
    assert api.initialize_self_service_registration_flow_for_browsers().id
    assert api.initialize_self_service_recovery_flow_for_browsers().id
    assert api.initialize_self_service_verification_flow_for_browsers().id
    flow, _, headers = api.initialize_self_service_login_flow_for_browsers(_return_http_data_only=False)
    cookies = cookies_of(headers)
    body = by_password(email, csrf_token=csrf_token(flow))
    _, _, headers = Recorder(url, Cookie=cookies).submit_self_service_login_flow(
        flow.id, submit_self_service_login_flow_body=body, _return_http_data_only=False
    )
    cookies = cookies_of(headers, cookies)
    browser = Recorder(url, Cookie=cookies)
    assert browser.to_session(cookie=cookies).active
    assert browser.initialize_self_service_settings_flow_for_browsers().id
    logout = browser.create_self_service_logout_flow_url_for_browsers(cookie=cookies)
    browser.submit_self_service_logout_flow(token=logout.logout_token)
    refused(401, lambda: browser.to_session(cookie=cookies))


def walk_admin(admin, public, email: str) -> None:
    address = f"made-{time.time_ns()}@clients.example"
    body = models.AdminCreateIdentityBody(schema_id="default", traits={"email": address})
    made = admin.admin_create_identity(admin_create_identity_body=body)
    assert made.traits["email"] == address
    assert len(admin.admin_list_identities(per_page=2, page=0).value) > 0
    assert admin.admin_get_identity(made.id, include_credential=["oidc"]).id == made.id
    body = models.AdminUpdateIdentityBody(
        schema_id="default", traits={"email": address}, state=models.IdentityState("inactive")
    )
    assert admin.admin_update_identity(made.id, admin_update_identity_body=body).state.value == "inactive"
    body = models.AdminCreateSelfServiceRecoveryLinkBody(identity_id=made.id)
    link = admin.admin_create_self_service_recovery_link(admin_create_self_service_recovery_link_body=body)
    assert "token=" in link.recovery_link

    token = sign_in(public, email)
    owner = public.to_session(x_session_token=token).identity.id
    admin.admin_delete_identity_sessions(owner)
    refused(401, lambda: public.to_session(x_session_token=token))
    admin.admin_delete_identity(made.id)
    refused(404, lambda: admin.admin_get_identity(made.id))

    schemas = public.list_identity_schemas().value
    assert public.get_json_schema(schemas[0].id)


def main() -> int:
    public_url = os.environ["PUBLIC_URL"]
    public = Recorder(public_url)
    admin = Recorder(os.environ["ADMIN_URL"])
    email = f"python-{time.time_ns()}@clients.example"
    walk_native(public, email)
    walk_browser(public_url, email)
    walk_admin(admin, public, email)
    missing = sorted(public.operations() - called)
    assert not missing, f"not called: {missing}"
    print(f"{len(public.operations())} operations")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:
        traceback.print_exc()
        sys.exit(1)
