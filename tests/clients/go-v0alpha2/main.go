// Ory's Go client of the older API, v0alpha2, against the identity server: every operation that it has, once at least.
// Run with PUBLIC_URL and ADMIN_URL in the environment, on a server with `legacy.v0alpha2`. Ends with 0 when all is well.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"

	kratos "github.com/ory/kratos-client-go"
)

const password = "nunuwzhzg!!8"

var (
	ctx        = context.Background()
	operations = map[string]bool{}
)

func main() {
	public := clientFor("PUBLIC_URL", "")
	email := fmt.Sprintf("go-%d@clients.example", time.Now().UnixNano())
	walkNative(public, email)
	walkBrowser(email)
	walkAdmin(clientFor("ADMIN_URL", ""), public, email)
	api := reflect.TypeFor[kratos.V0alpha2Api]()
	for index := range api.NumMethod() {
		if name := api.Method(index).Name; !strings.HasSuffix(name, "Execute") {
			check(operations[name], "not called: "+name)
		}
	}
	fmt.Printf("%d operations\n", len(operations))
}

// clientFor has the cookies of a browser, where they are given: the submissions of this client have no parameter for them.
func clientFor(variable, cookies string) kratos.V0alpha2Api {
	config := kratos.NewConfiguration()
	config.Servers = kratos.ServerConfigurations{{URL: os.Getenv(variable)}}
	if cookies != "" {
		config.AddDefaultHeader("Cookie", cookies)
	}
	return kratos.NewAPIClient(config).V0alpha2Api
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

func byPassword(email, secret, token string) kratos.SubmitSelfServiceLoginFlowBody {
	fields := kratos.NewSubmitSelfServiceLoginFlowWithPasswordMethodBody("password", secret, email)
	if token != "" {
		fields.SetCsrfToken(token)
	}
	return kratos.SubmitSelfServiceLoginFlowWithPasswordMethodBodyAsSubmitSelfServiceLoginFlowBody(fields)
}

func signUp(api kratos.V0alpha2Api, email string) string {
	flow := must[*kratos.SelfServiceRegistrationFlow]("InitializeSelfServiceRegistrationFlowWithoutBrowser")(
		api.InitializeSelfServiceRegistrationFlowWithoutBrowser(ctx).Execute())
	must[*kratos.SelfServiceRegistrationFlow]("GetSelfServiceRegistrationFlow")(
		api.GetSelfServiceRegistrationFlow(ctx).Id(flow.Id).Execute())
	traits := map[string]interface{}{"email": email}
	fields := kratos.NewSubmitSelfServiceRegistrationFlowWithPasswordMethodBody("password", password, traits)
	body := kratos.SubmitSelfServiceRegistrationFlowWithPasswordMethodBodyAsSubmitSelfServiceRegistrationFlowBody(fields)
	signedUp := must[*kratos.SuccessfulSelfServiceRegistrationWithoutBrowser]("SubmitSelfServiceRegistrationFlow")(
		api.SubmitSelfServiceRegistrationFlow(ctx).Flow(flow.Id).SubmitSelfServiceRegistrationFlowBody(body).Execute())
	return signedUp.GetSessionToken()
}

func signIn(api kratos.V0alpha2Api, email string) string {
	flow := must[*kratos.SelfServiceLoginFlow]("InitializeSelfServiceLoginFlowWithoutBrowser")(
		api.InitializeSelfServiceLoginFlowWithoutBrowser(ctx).Execute())
	shown := must[*kratos.SelfServiceLoginFlow]("GetSelfServiceLoginFlow")(
		api.GetSelfServiceLoginFlow(ctx).Id(flow.Id).Execute())
	check(shown.Id == flow.Id, "GetSelfServiceLoginFlow")
	submit := api.SubmitSelfServiceLoginFlow(ctx).Flow(flow.Id)
	_, response, err := submit.SubmitSelfServiceLoginFlowBody(byPassword(email, "wrong", "")).Execute()
	refused("SubmitSelfServiceLoginFlow", 400, response, err)
	signedIn := must[*kratos.SuccessfulSelfServiceLoginWithoutBrowser]("SubmitSelfServiceLoginFlow")(
		submit.SubmitSelfServiceLoginFlowBody(byPassword(email, password, "")).Execute())
	return signedIn.GetSessionToken()
}

func walkNative(api kratos.V0alpha2Api, email string) {
	token := signUp(api, email)
	session := must[*kratos.Session]("ToSession")(api.ToSession(ctx).XSessionToken(token).Execute())
	check(session.GetActive(), "ToSession")
	changePassword(api, token)
	proveAddress(api, email)

	other := signIn(api, email)
	logout := *kratos.NewSubmitSelfServiceLogoutFlowWithoutBrowserBody(other)
	done("SubmitSelfServiceLogoutFlowWithoutBrowser")(api.SubmitSelfServiceLogoutFlowWithoutBrowser(ctx).
		SubmitSelfServiceLogoutFlowWithoutBrowserBody(logout).Execute())
	_, response, err := api.ToSession(ctx).XSessionToken(other).Execute()
	refused("ToSession", 401, response, err)
	must[*kratos.SelfServiceError]("GetSelfServiceError")(api.GetSelfServiceError(ctx).Id("stub:500").Execute())
	script := must[string]("GetWebAuthnJavaScript")(api.GetWebAuthnJavaScript(ctx).Execute())
	check(strings.Contains(script, "ory"), "GetWebAuthnJavaScript")
}

func changePassword(api kratos.V0alpha2Api, token string) {
	flow := must[*kratos.SelfServiceSettingsFlow]("InitializeSelfServiceSettingsFlowWithoutBrowser")(
		api.InitializeSelfServiceSettingsFlowWithoutBrowser(ctx).XSessionToken(token).Execute())
	must[*kratos.SelfServiceSettingsFlow]("GetSelfServiceSettingsFlow")(
		api.GetSelfServiceSettingsFlow(ctx).Id(flow.Id).XSessionToken(token).Execute())
	for _, secret := range []string{password + "-new", password} {
		fields := kratos.NewSubmitSelfServiceSettingsFlowWithPasswordMethodBody("password", secret)
		body := kratos.SubmitSelfServiceSettingsFlowWithPasswordMethodBodyAsSubmitSelfServiceSettingsFlowBody(fields)
		saved := must[*kratos.SelfServiceSettingsFlow]("SubmitSelfServiceSettingsFlow")(api.SubmitSelfServiceSettingsFlow(ctx).
			Flow(flow.Id).XSessionToken(token).SubmitSelfServiceSettingsFlowBody(body).Execute())
		check(saved.State == "success", "SubmitSelfServiceSettingsFlow")
	}
}

func proveAddress(api kratos.V0alpha2Api, email string) {
	recovery := must[*kratos.SelfServiceRecoveryFlow]("InitializeSelfServiceRecoveryFlowWithoutBrowser")(
		api.InitializeSelfServiceRecoveryFlowWithoutBrowser(ctx).Execute())
	must[*kratos.SelfServiceRecoveryFlow]("GetSelfServiceRecoveryFlow")(
		api.GetSelfServiceRecoveryFlow(ctx).Id(recovery.Id).Execute())
	recover := kratos.NewSubmitSelfServiceRecoveryFlowWithLinkMethodBody(email, "link")
	recoverBody := kratos.SubmitSelfServiceRecoveryFlowWithLinkMethodBodyAsSubmitSelfServiceRecoveryFlowBody(recover)
	asked := must[*kratos.SelfServiceRecoveryFlow]("SubmitSelfServiceRecoveryFlow")(api.SubmitSelfServiceRecoveryFlow(ctx).
		Flow(recovery.Id).SubmitSelfServiceRecoveryFlowBody(recoverBody).Execute())
	check(asked.State == "sent_email", "SubmitSelfServiceRecoveryFlow")

	verification := must[*kratos.SelfServiceVerificationFlow]("InitializeSelfServiceVerificationFlowWithoutBrowser")(
		api.InitializeSelfServiceVerificationFlowWithoutBrowser(ctx).Execute())
	must[*kratos.SelfServiceVerificationFlow]("GetSelfServiceVerificationFlow")(
		api.GetSelfServiceVerificationFlow(ctx).Id(verification.Id).Execute())
	verify := kratos.NewSubmitSelfServiceVerificationFlowWithLinkMethodBody(email, "link")
	verifyBody := kratos.SubmitSelfServiceVerificationFlowWithLinkMethodBodyAsSubmitSelfServiceVerificationFlowBody(verify)
	sent := must[*kratos.SelfServiceVerificationFlow]("SubmitSelfServiceVerificationFlow")(
		api.SubmitSelfServiceVerificationFlow(ctx).Flow(verification.Id).
			SubmitSelfServiceVerificationFlowBody(verifyBody).Execute())
	check(sent.State == "sent_email", "SubmitSelfServiceVerificationFlow")
}

func walkBrowser(email string) {
	api := clientFor("PUBLIC_URL", "")
	must[*kratos.SelfServiceRegistrationFlow]("InitializeSelfServiceRegistrationFlowForBrowsers")(
		api.InitializeSelfServiceRegistrationFlowForBrowsers(ctx).Execute())
	must[*kratos.SelfServiceRecoveryFlow]("InitializeSelfServiceRecoveryFlowForBrowsers")(
		api.InitializeSelfServiceRecoveryFlowForBrowsers(ctx).Execute())
	must[*kratos.SelfServiceVerificationFlow]("InitializeSelfServiceVerificationFlowForBrowsers")(
		api.InitializeSelfServiceVerificationFlowForBrowsers(ctx).Execute())
	flow, response, err := api.InitializeSelfServiceLoginFlowForBrowsers(ctx).Execute()
	must[*kratos.SelfServiceLoginFlow]("InitializeSelfServiceLoginFlowForBrowsers")(flow, response, err)
	cookies := cookiesOf(response, map[string]string{})
	body := byPassword(email, password, csrfToken(flow.Ui))
	signedIn, response, err := clientFor("PUBLIC_URL", header(cookies)).SubmitSelfServiceLoginFlow(ctx).
		Flow(flow.Id).SubmitSelfServiceLoginFlowBody(body).Execute()
	must[*kratos.SuccessfulSelfServiceLoginWithoutBrowser]("SubmitSelfServiceLoginFlow")(signedIn, response, err)

	cookie := header(cookiesOf(response, cookies))
	browser := clientFor("PUBLIC_URL", cookie)
	must[*kratos.Session]("ToSession")(api.ToSession(ctx).Cookie(cookie).Execute())
	must[*kratos.SelfServiceSettingsFlow]("InitializeSelfServiceSettingsFlowForBrowsers")(
		browser.InitializeSelfServiceSettingsFlowForBrowsers(ctx).Execute())
	logout := must[*kratos.SelfServiceLogoutUrl]("CreateSelfServiceLogoutFlowUrlForBrowsers")(
		api.CreateSelfServiceLogoutFlowUrlForBrowsers(ctx).Cookie(cookie).Execute())
	done("SubmitSelfServiceLogoutFlow")(browser.SubmitSelfServiceLogoutFlow(ctx).Token(logout.LogoutToken).Execute())
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

// csrfToken reads it from the JSON of the form: the client's own types cannot tell inputs from other nodes.
func csrfToken(ui kratos.UiContainer) string {
	text, err := json.Marshal(ui)
	check(err == nil, "the form cannot be written")
	var form struct {
		Nodes []struct {
			Attributes struct{ Name, Value any }
		}
	}
	check(json.Unmarshal(text, &form) == nil, "the form cannot be read")
	for _, node := range form.Nodes {
		if node.Attributes.Name == "csrf_token" {
			return fmt.Sprint(node.Attributes.Value)
		}
	}
	fail("the flow has no CSRF token")
	return ""
}

func walkAdmin(api, public kratos.V0alpha2Api, email string) {
	traits := map[string]interface{}{"email": fmt.Sprintf("made-%d@clients.example", time.Now().UnixNano())}
	create := *kratos.NewAdminCreateIdentityBody("default", traits)
	made := must[*kratos.Identity]("AdminCreateIdentity")(
		api.AdminCreateIdentity(ctx).AdminCreateIdentityBody(create).Execute())
	must[[]kratos.Identity]("AdminListIdentities")(api.AdminListIdentities(ctx).PerPage(2).Page(0).Execute())
	must[*kratos.Identity]("AdminGetIdentity")(
		api.AdminGetIdentity(ctx, made.Id).IncludeCredential([]string{"oidc"}).Execute())
	update := *kratos.NewAdminUpdateIdentityBody("inactive", traits)
	replaced := must[*kratos.Identity]("AdminUpdateIdentity")(
		api.AdminUpdateIdentity(ctx, made.Id).AdminUpdateIdentityBody(update).Execute())
	check(replaced.GetState() == "inactive", "AdminUpdateIdentity")
	link := *kratos.NewAdminCreateSelfServiceRecoveryLinkBody(made.Id)
	must[*kratos.SelfServiceRecoveryLink]("AdminCreateSelfServiceRecoveryLink")(
		api.AdminCreateSelfServiceRecoveryLink(ctx).AdminCreateSelfServiceRecoveryLinkBody(link).Execute())

	token := signIn(public, email)
	session := must[*kratos.Session]("ToSession")(public.ToSession(ctx).XSessionToken(token).Execute())
	done("AdminDeleteIdentitySessions")(api.AdminDeleteIdentitySessions(ctx, session.Identity.Id).Execute())
	_, response, err := public.ToSession(ctx).XSessionToken(token).Execute()
	refused("ToSession", 401, response, err)
	done("AdminDeleteIdentity")(api.AdminDeleteIdentity(ctx, made.Id).Execute())
	_, response, err = api.AdminGetIdentity(ctx, made.Id).Execute()
	refused("AdminGetIdentity", 404, response, err)

	schemas := must[[]kratos.IdentitySchema]("ListIdentitySchemas")(public.ListIdentitySchemas(ctx).Execute())
	must[map[string]interface{}]("GetJsonSchema")(public.GetJsonSchema(ctx, schemas[0].GetId()).Execute())
}
