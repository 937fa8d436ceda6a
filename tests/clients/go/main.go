// Ory's Go client of today's API against the identity server: every operation that Ory Kratos has, once at least. Run
// with PUBLIC_URL and ADMIN_URL in the environment. Ends with 0 when all is well.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"

	ory "github.com/ory/client-go"
)

const password = "nunuwzhzg!!8"

var (
	ctx        = context.Background()
	operations = map[string]bool{}
)

func main() {
	frontend := clientFor("PUBLIC_URL").FrontendAPI
	admin := clientFor("ADMIN_URL")
	email := fmt.Sprintf("go-%d@clients.example", time.Now().UnixNano())
	walkFrontend(frontend, email)
	walkBrowser(frontend, email)
	walkAdmin(admin, frontend, email)
	for _, name := range operationsOf[ory.FrontendAPI, ory.IdentityAPI, ory.CourierAPI, ory.MetadataAPI]() {
		check(operations[name] || elsewhere[name], "not called: "+name)
	}
	fmt.Printf("%d operations\n", len(operations))
}

// elsewhere are the operations that Ory Network has, and Ory Kratos hasn't.
var elsewhere = map[string]bool{
	"CreateFedcmFlow":                        true,
	"CreateIdPInitiatedSamlBrowserLoginFlow": true,
	"CreateTestLoginFlow":                    true,
	"DeleteTestLoginFlow":                    true,
	"GetSamlMetadata":                        true,
	"GetSamlProviderMetadata":                true,
	"GetWebAuthnRelatedOrigins":              true,
	"GetWellKnownChangePassword":             true,
	"InitSamlLogin":                          true,
	"InitSamlLoginRequest":                   true,
	"ManageSessions":                         true,
	"SubmitSamlAssertion":                    true,
	"UpdateFedcmFlow":                        true,
}

func operationsOf[A, B, C, D any]() []string {
	names := []string{}
	for _, api := range []reflect.Type{reflect.TypeFor[A](), reflect.TypeFor[B](), reflect.TypeFor[C](), reflect.TypeFor[D]()} {
		for index := range api.NumMethod() {
			if name := api.Method(index).Name; !strings.HasSuffix(name, "Execute") {
				names = append(names, name)
			}
		}
	}
	return names
}

func clientFor(variable string) *ory.APIClient {
	config := ory.NewConfiguration()
	config.Servers = ory.ServerConfigurations{{URL: os.Getenv(variable)}}
	return ory.NewAPIClient(config)
}

// must ends the program with the operation that failed.
func must[T any](name string) func(T, *http.Response, error) T {
	operations[name] = true
	return func(value T, response *http.Response, err error) T {
		if err != nil {
			fail("%s: %v", name, err)
		}
		return value
	}
}

func done(name string) func(*http.Response, error) {
	operations[name] = true
	return func(response *http.Response, err error) {
		if err != nil {
			fail("%s: %v", name, err)
		}
	}
}

func refused(name string, status int, response *http.Response, err error) {
	operations[name] = true
	if err == nil || response == nil || response.StatusCode != status {
		fail("%s: not refused with %d: %v", name, status, response)
	}
}

func check(isSo bool, what string) {
	if !isSo {
		fail("%s", what)
	}
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func loginBody(email, secret, token string) ory.UpdateLoginFlowBody {
	body := ory.NewUpdateLoginFlowWithPasswordMethod(email, "password", secret)
	if token != "" {
		body.SetCsrfToken(token)
	}
	return ory.UpdateLoginFlowWithPasswordMethodAsUpdateLoginFlowBody(body)
}

func signIn(api ory.FrontendAPI, email string) string {
	flow := must[*ory.LoginFlow]("CreateNativeLoginFlow")(api.CreateNativeLoginFlow(ctx).Execute())
	shown := must[*ory.LoginFlow]("GetLoginFlow")(api.GetLoginFlow(ctx).Id(flow.Id).Execute())
	check(shown.Id == flow.Id, "GetLoginFlow")
	_, response, err := api.UpdateLoginFlow(ctx).Flow(flow.Id).UpdateLoginFlowBody(loginBody(email, "wrong", "")).Execute()
	refused("UpdateLoginFlow", 400, response, err)
	request := api.UpdateLoginFlow(ctx).Flow(flow.Id).UpdateLoginFlowBody(loginBody(email, password, ""))
	return must[*ory.SuccessfulNativeLogin]("UpdateLoginFlow")(request.Execute()).GetSessionToken()
}

func walkFrontend(api ory.FrontendAPI, email string) {
	signUp := must[*ory.RegistrationFlow]("CreateNativeRegistrationFlow")(api.CreateNativeRegistrationFlow(ctx).Execute())
	must[*ory.RegistrationFlow]("GetRegistrationFlow")(api.GetRegistrationFlow(ctx).Id(signUp.Id).Execute())
	traits := map[string]interface{}{"email": email}
	fields := ory.NewUpdateRegistrationFlowWithPasswordMethod("password", password, traits)
	body := ory.UpdateRegistrationFlowWithPasswordMethodAsUpdateRegistrationFlowBody(fields)
	request := api.UpdateRegistrationFlow(ctx).Flow(signUp.Id).UpdateRegistrationFlowBody(body)
	token := must[*ory.SuccessfulNativeRegistration]("UpdateRegistrationFlow")(request.Execute()).GetSessionToken()

	session := must[*ory.Session]("ToSession")(api.ToSession(ctx).XSessionToken(token).Execute())
	check(session.GetActive(), "ToSession")
	tokenized := must[*ory.Session]("ToSession")(api.ToSession(ctx).XSessionToken(token).TokenizeAs("plain").Execute())
	check(strings.Count(tokenized.GetTokenized(), ".") == 2, "ToSession makes a token")
	signIn(api, email)
	signIn(api, email)
	others := must[[]ory.Session]("ListMySessions")(api.ListMySessions(ctx).XSessionToken(token).Execute())
	check(len(others) == 2, "ListMySessions")
	done("DisableMySession")(api.DisableMySession(ctx, others[0].Id).XSessionToken(token).Execute())
	ended := must[*ory.DeleteMySessionsCount]("DisableMyOtherSessions")(api.DisableMyOtherSessions(ctx).XSessionToken(token).Execute())
	check(ended.GetCount() >= 1, "DisableMyOtherSessions")
	walkSettings(api, email, token)
	proveAddress(api, email)

	logout := *ory.NewPerformNativeLogoutBody(token)
	done("PerformNativeLogout")(api.PerformNativeLogout(ctx).PerformNativeLogoutBody(logout).Execute())
	_, response, err := api.ToSession(ctx).XSessionToken(token).Execute()
	refused("ToSession", 401, response, err)
	_, response, err = api.ExchangeSessionToken(ctx).InitCode("a").ReturnToCode("b").Execute()
	refused("ExchangeSessionToken", 404, response, err)
	must[*ory.FlowError]("GetFlowError")(api.GetFlowError(ctx).Id("stub:500").Execute())
	operations["GetWebAuthnJavaScript"] = true
	_, response, err = api.GetWebAuthnJavaScript(ctx).Execute()
	// A server without WebAuthn has no script for it.
	check(response != nil && (response.StatusCode == 200 || response.StatusCode == 404), fmt.Sprint("GetWebAuthnJavaScript", err))
}

func walkSettings(api ory.FrontendAPI, email, token string) {
	flow := must[*ory.SettingsFlow]("CreateNativeSettingsFlow")(api.CreateNativeSettingsFlow(ctx).XSessionToken(token).Execute())
	must[*ory.SettingsFlow]("GetSettingsFlow")(api.GetSettingsFlow(ctx).Id(flow.Id).XSessionToken(token).Execute())
	traits := map[string]interface{}{"email": email, "name": map[string]interface{}{"first": "Ada"}}
	fields := ory.NewUpdateSettingsFlowWithProfileMethod("profile", traits)
	body := ory.UpdateSettingsFlowWithProfileMethodAsUpdateSettingsFlowBody(fields)
	request := api.UpdateSettingsFlow(ctx).Flow(flow.Id).XSessionToken(token).UpdateSettingsFlowBody(body)
	saved := must[*ory.SettingsFlow]("UpdateSettingsFlow")(request.Execute())
	check(saved.State == "success", "UpdateSettingsFlow")
}

func proveAddress(api ory.FrontendAPI, email string) {
	recovery := must[*ory.RecoveryFlow]("CreateNativeRecoveryFlow")(api.CreateNativeRecoveryFlow(ctx).Execute())
	must[*ory.RecoveryFlow]("GetRecoveryFlow")(api.GetRecoveryFlow(ctx).Id(recovery.Id).Execute())
	ask := ory.NewUpdateRecoveryFlowWithCodeMethod("code")
	ask.SetEmail(email)
	recoveryBody := ory.UpdateRecoveryFlowWithCodeMethodAsUpdateRecoveryFlowBody(ask)
	asked := must[*ory.RecoveryFlow]("UpdateRecoveryFlow")(api.UpdateRecoveryFlow(ctx).Flow(recovery.Id).UpdateRecoveryFlowBody(recoveryBody).Execute())
	check(asked.State == "sent_email", "UpdateRecoveryFlow")

	verification := must[*ory.VerificationFlow]("CreateNativeVerificationFlow")(api.CreateNativeVerificationFlow(ctx).Execute())
	must[*ory.VerificationFlow]("GetVerificationFlow")(api.GetVerificationFlow(ctx).Id(verification.Id).Execute())
	verify := ory.NewUpdateVerificationFlowWithCodeMethod("code")
	verify.SetEmail(email)
	verifyBody := ory.UpdateVerificationFlowWithCodeMethodAsUpdateVerificationFlowBody(verify)
	sent := must[*ory.VerificationFlow]("UpdateVerificationFlow")(api.UpdateVerificationFlow(ctx).Flow(verification.Id).UpdateVerificationFlowBody(verifyBody).Execute())
	check(sent.State == "sent_email", "UpdateVerificationFlow")
}

func walkBrowser(api ory.FrontendAPI, email string) {
	must[*ory.RegistrationFlow]("CreateBrowserRegistrationFlow")(api.CreateBrowserRegistrationFlow(ctx).Execute())
	must[*ory.RecoveryFlow]("CreateBrowserRecoveryFlow")(api.CreateBrowserRecoveryFlow(ctx).Execute())
	must[*ory.VerificationFlow]("CreateBrowserVerificationFlow")(api.CreateBrowserVerificationFlow(ctx).Execute())
	flow, response, err := api.CreateBrowserLoginFlow(ctx).Execute()
	must[*ory.LoginFlow]("CreateBrowserLoginFlow")(flow, response, err)
	cookies := cookiesOf(response, map[string]string{})
	body := loginBody(email, password, csrfToken(flow.Ui))
	signedIn, response, err := api.UpdateLoginFlow(ctx).Flow(flow.Id).Cookie(header(cookies)).UpdateLoginFlowBody(body).Execute()
	must[*ory.SuccessfulNativeLogin]("UpdateLoginFlow")(signedIn, response, err)
	cookie := header(cookiesOf(response, cookies))
	must[*ory.Session]("ToSession")(api.ToSession(ctx).Cookie(cookie).Execute())
	must[*ory.SettingsFlow]("CreateBrowserSettingsFlow")(api.CreateBrowserSettingsFlow(ctx).Cookie(cookie).Execute())
	logout := must[*ory.LogoutFlow]("CreateBrowserLogoutFlow")(api.CreateBrowserLogoutFlow(ctx).Cookie(cookie).Execute())
	done("UpdateLogoutFlow")(api.UpdateLogoutFlow(ctx).Token(logout.LogoutToken).Cookie(cookie).Execute())
	_, response, err = api.ToSession(ctx).Cookie(cookie).Execute()
	refused("ToSession", 401, response, err)
}

func cookiesOf(response *http.Response, jar map[string]string) map[string]string {
	for _, cookie := range response.Cookies() {
		jar[cookie.Name] = cookie.Value
	}
	return jar
}

func header(jar map[string]string) string {
	pairs := []string{}
	for name, value := range jar {
		pairs = append(pairs, name+"="+value)
	}
	return strings.Join(pairs, "; ")
}

func csrfToken(ui ory.UiContainer) string {
	for _, node := range ui.Nodes {
		input := node.Attributes.UiNodeInputAttributes
		if input != nil && input.Name == "csrf_token" {
			return fmt.Sprint(input.Value)
		}
	}
	fail("the flow has no CSRF token")
	return ""
}

func walkAdmin(client *ory.APIClient, frontend ory.FrontendAPI, email string) {
	api := client.IdentityAPI
	must[*ory.GetVersion200Response]("GetVersion")(client.MetadataAPI.GetVersion(ctx).Execute())
	mark := fmt.Sprint(time.Now().UnixNano())
	traits := map[string]interface{}{"email": "made-" + mark + "@clients.example"}
	create := ory.NewCreateIdentityBody("person", traits)
	create.SetExternalId(mark)
	made := must[*ory.Identity]("CreateIdentity")(api.CreateIdentity(ctx).CreateIdentityBody(*create).Execute())
	must[[]ory.Identity]("ListIdentities")(api.ListIdentities(ctx).PageSize(2).Execute())
	must[*ory.Identity]("GetIdentity")(api.GetIdentity(ctx, made.Id).IncludeCredential([]string{"password"}).Execute())
	must[*ory.Identity]("GetIdentityByExternalID")(api.GetIdentityByExternalID(ctx, mark).Execute())
	update := *ory.NewUpdateIdentityBody("person", "inactive", traits)
	replaced := must[*ory.Identity]("UpdateIdentity")(api.UpdateIdentity(ctx, made.Id).UpdateIdentityBody(update).Execute())
	check(replaced.GetState() == "inactive", "UpdateIdentity")
	patch := ory.NewJsonPatch("replace", "/state")
	patch.SetValue("active")
	patched := must[*ory.Identity]("PatchIdentity")(api.PatchIdentity(ctx, made.Id).JsonPatch([]ory.JsonPatch{*patch}).Execute())
	check(patched.GetState() == "active", "PatchIdentity")
	one := ory.NewIdentityPatch()
	one.SetCreate(*ory.NewCreateIdentityBody("person", map[string]interface{}{"email": "batch-" + mark + "@clients.example"}))
	batch := ory.NewPatchIdentitiesBody()
	batch.SetIdentities([]ory.IdentityPatch{*one})
	must[*ory.BatchPatchIdentitiesResponse]("BatchPatchIdentities")(api.BatchPatchIdentities(ctx).PatchIdentitiesBody(*batch).Execute())
	response, err := api.DeleteIdentityCredentials(ctx, made.Id, "lookup_secret").Execute()
	refused("DeleteIdentityCredentials", 404, response, err)
	code := *ory.NewCreateRecoveryCodeForIdentityBody(made.Id)
	must[*ory.RecoveryCodeForIdentity]("CreateRecoveryCodeForIdentity")(api.CreateRecoveryCodeForIdentity(ctx).CreateRecoveryCodeForIdentityBody(code).Execute())
	link := *ory.NewCreateRecoveryLinkForIdentityBody(made.Id)
	must[*ory.RecoveryLinkForIdentity]("CreateRecoveryLinkForIdentity")(api.CreateRecoveryLinkForIdentity(ctx).CreateRecoveryLinkForIdentityBody(link).Execute())
	schemas := must[[]ory.IdentitySchemaContainer]("ListIdentitySchemas")(api.ListIdentitySchemas(ctx).Execute())
	must[map[string]interface{}]("GetIdentitySchema")(api.GetIdentitySchema(ctx, schemas[0].Id).Execute())
	walkSessions(api, frontend, email)
	done("DeleteIdentity")(api.DeleteIdentity(ctx, made.Id).Execute())
	readMail(client.CourierAPI)
}

func walkSessions(api ory.IdentityAPI, frontend ory.FrontendAPI, email string) {
	token := signIn(frontend, email)
	session := must[*ory.Session]("ToSession")(frontend.ToSession(ctx).XSessionToken(token).Execute())
	must[[]ory.Session]("ListSessions")(api.ListSessions(ctx).PageSize(10).Expand([]string{"identity"}).Execute())
	must[*ory.Session]("GetSession")(api.GetSession(ctx, session.Id).Expand([]string{"identity"}).Execute())
	must[*ory.Session]("ExtendSession")(api.ExtendSession(ctx, session.Id).Execute())
	must[[]ory.Session]("ListIdentitySessions")(api.ListIdentitySessions(ctx, session.Identity.Id).Execute())
	done("DisableSession")(api.DisableSession(ctx, session.Id).Execute())
	_, response, err := frontend.ToSession(ctx).XSessionToken(token).Execute()
	refused("ToSession", 401, response, err)
	done("DeleteIdentitySessions")(api.DeleteIdentitySessions(ctx, session.Identity.Id).Execute())
}

// readMail waits for one: mails are written after the answer that they belong to.
func readMail(api ory.CourierAPI) {
	for deadline := time.Now().Add(10 * time.Second); ; {
		messages := must[[]ory.Message]("ListCourierMessages")(api.ListCourierMessages(ctx).PageSize(10).Execute())
		if len(messages) > 0 {
			must[*ory.Message]("GetCourierMessage")(api.GetCourierMessage(ctx, messages[0].Id).Execute())
			return
		}
		check(time.Now().Before(deadline), "no mail came")
		time.Sleep(25 * time.Millisecond)
	}
}
