"""Ory's Python client of today's API against the identity server: every operation that it has, once at least.

Run by scripts/test-clients.mjs with PUBLIC_URL and ADMIN_URL in the environment. Ends with 0 when all is well.
"""

import os
import sys
import time
import traceback

import ory_client as ory

PASSWORD = "nunuwzhzg!!8"

# Ory Network has these; Ory Kratos doesn't.
ELSEWHERE = {
    "create_fedcm_flow",
    "create_id_p_initiated_saml_browser_login_flow",
    "create_test_login_flow",
    "delete_test_login_flow",
    "get_saml_metadata",
    "get_saml_provider_metadata",
    "get_web_authn_related_origins",
    "get_well_known_change_password",
    "init_saml_login",
    "init_saml_login_request",
    "manage_sessions",
    "submit_saml_assertion",
    "update_fedcm_flow",
}

called: set[str] = set()


class Recorder:
    """An API of the client that remembers which of its operations were called."""

    def __init__(self, api: object) -> None:
        self.api = api

    def __getattr__(self, name: str):
        called.add(name.removesuffix("_with_http_info"))
        return getattr(self.api, name)

    def operations(self) -> list[str]:
        return [
            name
            for name in dir(self.api)
            if not name.startswith("_")
            and callable(getattr(self.api, name))
            and not name.endswith(("_with_http_info", "_without_preload_content"))
        ]


def refused(status: int, call) -> None:
    try:
        call()
    except ory.ApiException as error:
        assert error.status == status, f"refused with {error.status}, expected {status}"
        return
    raise AssertionError(f"not refused, expected {status}")


def cookie_of(response, before: str = "") -> str:
    """The cookies to send after an answer."""
    jar = dict(pair.split("=", 1) for pair in before.split("; ") if pair)
    for name, value in response.headers.items():
        if name.lower() == "set-cookie":
            for line in value.split(", "):
                key, _, rest = line.partition("=")
                if key in ("ory_kratos_session",) or key.startswith("csrf_token_"):
                    jar[key] = rest.split(";")[0]
    return "; ".join(f"{key}={value}" for key, value in jar.items())


def csrf_token(flow) -> str:
    for node in flow.ui.nodes:
        attributes = node.attributes.actual_instance
        if getattr(attributes, "name", None) == "csrf_token":
            return attributes.value
    raise AssertionError("the flow has no CSRF token")


def login_body(email: str, password: str = PASSWORD, token: str | None = None):
    return ory.UpdateLoginFlowBody(
        ory.UpdateLoginFlowWithPasswordMethod(method="password", identifier=email, password=password, csrf_token=token)
    )


def sign_in(frontend, email: str) -> str:
    flow = frontend.create_native_login_flow()
    assert frontend.get_login_flow(str(flow.id)).id == flow.id
    refused(400, lambda: frontend.update_login_flow(str(flow.id), login_body(email, "wrong")))
    return frontend.update_login_flow(str(flow.id), login_body(email)).session_token


def walk_frontend(frontend, email: str) -> None:
    flow = frontend.create_native_registration_flow()
    assert frontend.get_registration_flow(str(flow.id)).id == flow.id
    body = ory.UpdateRegistrationFlowWithPasswordMethod(method="password", password=PASSWORD, traits={"email": email})
    token = frontend.update_registration_flow(str(flow.id), ory.UpdateRegistrationFlowBody(body)).session_token

    assert frontend.to_session(x_session_token=token).active
    assert frontend.to_session(x_session_token=token, tokenize_as="plain").tokenized.count(".") == 2
    sign_in(frontend, email)
    sign_in(frontend, email)
    others = frontend.list_my_sessions(x_session_token=token)
    assert len(others) == 2
    frontend.disable_my_session(str(others[0].id), x_session_token=token)
    assert frontend.disable_my_other_sessions(x_session_token=token).count >= 1

    flow = frontend.create_native_settings_flow(x_session_token=token)
    assert frontend.get_settings_flow(str(flow.id), x_session_token=token).id == flow.id
    traits = {"email": email, "name": {"first": "Ada"}}
    body = ory.UpdateSettingsFlowBody(ory.UpdateSettingsFlowWithProfileMethod(method="profile", traits=traits))
    assert frontend.update_settings_flow(str(flow.id), body, x_session_token=token).state == "success"

    flow = frontend.create_native_recovery_flow()
    assert frontend.get_recovery_flow(str(flow.id)).id == flow.id
    body = ory.UpdateRecoveryFlowBody(ory.UpdateRecoveryFlowWithCodeMethod(method="code", email=email))
    assert frontend.update_recovery_flow(str(flow.id), body).state == "sent_email"
    flow = frontend.create_native_verification_flow()
    assert frontend.get_verification_flow(str(flow.id)).id == flow.id
    body = ory.UpdateVerificationFlowBody(ory.UpdateVerificationFlowWithCodeMethod(method="code", email=email))
    assert frontend.update_verification_flow(str(flow.id), body).state == "sent_email"

    frontend.perform_native_logout(ory.PerformNativeLogoutBody(session_token=token))
    refused(401, lambda: frontend.to_session(x_session_token=token))
    refused(404, lambda: frontend.exchange_session_token("a", "b"))
    assert frontend.get_flow_error("stub:500").id
    try:
        assert "ory" in frontend.get_web_authn_java_script()
    except ory.ApiException as error:
        # A server without WebAuthn has no script for it.
        assert error.status == 404


def walk_browser(frontend, email: str) -> None:
    for start in ("registration", "recovery", "verification"):
        assert getattr(frontend, f"create_browser_{start}_flow")().id
    started = frontend.create_browser_login_flow_with_http_info()
    cookie = cookie_of(started)
    body = login_body(email, token=csrf_token(started.data))
    signed_in = frontend.update_login_flow_with_http_info(str(started.data.id), body, cookie=cookie)
    called.add("create_browser_login_flow")
    cookie = cookie_of(signed_in, cookie)
    assert frontend.to_session(cookie=cookie).active
    assert frontend.create_browser_settings_flow(cookie=cookie).id
    logout = frontend.create_browser_logout_flow(cookie=cookie)
    frontend.update_logout_flow(token=logout.logout_token, cookie=cookie)
    refused(401, lambda: frontend.to_session(cookie=cookie))


def walk_admin(identity, frontend, courier, email: str) -> None:
    mark = str(time.time_ns())
    traits = {"email": f"made-{mark}@clients.example"}
    config = ory.IdentityWithCredentialsPasswordConfig(password=PASSWORD)
    credentials = ory.IdentityWithCredentials(password=ory.IdentityWithCredentialsPassword(config=config))
    body = ory.CreateIdentityBody(schema_id="person", traits=traits, external_id=mark, credentials=credentials)
    made = identity.create_identity(body)
    made_id = str(made.id)
    assert identity.list_identities(page_size=2)
    assert identity.get_identity(made_id, include_credential=["password"]).credentials
    assert identity.get_identity_by_external_id(mark).id == made.id
    body = ory.UpdateIdentityBody(schema_id="person", traits=traits, state="inactive")
    assert identity.update_identity(made_id, body).state == "inactive"
    patch = [ory.JsonPatch(op="replace", path="/state", value="active")]
    assert identity.patch_identity(made_id, patch).state == "active"
    batch = ory.CreateIdentityBody(schema_id="person", traits={"email": f"batch-{mark}@clients.example"})
    body = ory.PatchIdentitiesBody(identities=[ory.IdentityPatch(create=batch)])
    assert identity.batch_patch_identities(body).identities[0].action == "create"
    refused(404, lambda: identity.delete_identity_credentials(made_id, "lookup_secret"))
    body = ory.CreateRecoveryCodeForIdentityBody(identity_id=made_id)
    assert identity.create_recovery_code_for_identity(body).recovery_code
    body = ory.CreateRecoveryLinkForIdentityBody(identity_id=made_id)
    assert identity.create_recovery_link_for_identity(create_recovery_link_for_identity_body=body).recovery_link
    schemas = identity.list_identity_schemas()
    assert identity.get_identity_schema(schemas[0].id)

    token = sign_in(frontend, email)
    session = frontend.to_session(x_session_token=token)
    session_id, owner = str(session.id), str(session.identity.id)
    assert identity.list_sessions(page_size=10, expand=["identity"])
    assert identity.get_session(session_id, expand=["identity", "devices"]).id == session.id
    assert identity.extend_session(session_id).id == session.id
    assert identity.list_identity_sessions(owner)
    identity.disable_session(session_id)
    refused(401, lambda: frontend.to_session(x_session_token=token))
    identity.delete_identity_sessions(owner)
    identity.delete_identity(made_id)

    deadline = time.monotonic() + 10
    messages = courier.list_courier_messages(page_size=10)
    while not messages and time.monotonic() < deadline:
        messages = courier.list_courier_messages(page_size=10)
    assert courier.get_courier_message(str(messages[0].id)).id == messages[0].id


def main() -> int:
    public = ory.ApiClient(ory.Configuration(host=os.environ["PUBLIC_URL"]))
    admin = ory.ApiClient(ory.Configuration(host=os.environ["ADMIN_URL"]))
    frontend = Recorder(ory.FrontendApi(public))
    identity = Recorder(ory.IdentityApi(admin))
    courier = Recorder(ory.CourierApi(admin))
    metadata = Recorder(ory.MetadataApi(admin))
    email = f"python-{time.time_ns()}@clients.example"
    assert metadata.get_version().version
    walk_frontend(frontend, email)
    walk_browser(frontend, email)
    walk_admin(identity, frontend, courier, email)
    operations = {name for api in (frontend, identity, courier, metadata) for name in api.operations()}
    missing = sorted(operations - called - ELSEWHERE)
    assert not missing, f"not called: {missing}"
    print(f"{len(operations - ELSEWHERE)} operations")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:
        traceback.print_exc()
        sys.exit(1)
