// The script that drives passkeys and security keys on a page: it hands the options in a form's fields to the browser,
// puts the key's answer into another field and sends the form. Pages call its functions by the names in the nodes'
// `onclickTrigger` and `onloadTrigger`; the names with two underscores are for pages made for earlier versions.
export const SCRIPT_PATH = "/.well-known/ory/webauthn.js";

export const keyScript = `(function () {
  "use strict";

  if (!window || window.__oryWebAuthnInitialized) return;
  if (!window.PublicKeyCredential) {
    console.log("This browser knows neither passkeys nor security keys.");
    return;
  }

  function toBytes(text) {
    var binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, function (character) {
      return character.charCodeAt(0);
    });
  }

  function toText(buffer) {
    var binary = "";
    new Uint8Array(buffer || []).forEach(function (byte) {
      binary += String.fromCharCode(byte);
    });
    return btoa(binary).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
  }

  function field(name) {
    return document.getElementsByName(name)[0];
  }

  // A copy of the options in which bytes are bytes; what was given stays as it is, for another try.
  function ready(options) {
    var publicKey = Object.assign({}, options.publicKey);
    publicKey.challenge = toBytes(publicKey.challenge);
    if (publicKey.user && publicKey.user.id) {
      publicKey.user = Object.assign({}, publicKey.user, { id: toBytes(publicKey.user.id) });
    }
    ["allowCredentials", "excludeCredentials"].forEach(function (list) {
      if (!publicKey[list]) return;
      publicKey[list] = publicKey[list].map(function (key) {
        return Object.assign({}, key, { id: toBytes(key.id) });
      });
    });
    return publicKey;
  }

  function written(credential) {
    var response = { clientDataJSON: toText(credential.response.clientDataJSON) };
    if (credential.response.attestationObject) {
      response.attestationObject = toText(credential.response.attestationObject);
    } else {
      response.authenticatorData = toText(credential.response.authenticatorData);
      response.signature = toText(credential.response.signature);
      response.userHandle = toText(credential.response.userHandle);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: response,
    });
  }

  function send(target) {
    return function (credential) {
      target.value = written(credential);
      target.closest("form").submit();
    };
  }

  function securityKey(ceremony, options, result, trigger) {
    var button = document.querySelector(trigger);
    var publicKey = ready(options || JSON.parse(button.value));
    navigator.credentials[ceremony]({ publicKey: publicKey })
      .then(send(document.querySelector(result)))
      .catch(function (error) {
        alert(error);
      });
  }

  function webAuthnLogin(options, result, trigger) {
    securityKey(
      "get",
      options,
      result || '*[name="webauthn_login"]',
      trigger || '*[name="webauthn_login_trigger"]',
    );
  }

  function webAuthnRegistration(options, result, trigger) {
    securityKey(
      "create",
      options,
      result || '*[name="webauthn_register"]',
      trigger || '*[name="webauthn_register_trigger"]',
    );
  }

  // At any time the browser takes one request for a key: the one that waits in the address field makes way.
  function stopWaiting() {
    if (!window.abortPasskeyConditionalUI) return;
    window.abortPasskeyConditionalUI.abort("Another way to use a passkey was chosen.");
    window.abortPasskeyConditionalUI = undefined;
  }

  function passkeyLoginAutocompleteInit() {
    var data = field("passkey_challenge");
    var target = field("passkey_login");
    if (!data || !target || !field("identifier")) {
      console.error("Passkeys can't be offered: a field of the form is missing.");
      return Promise.resolve();
    }
    // Cypress types into whatever offers a completion.
    if (!PublicKeyCredential.isConditionalMediationAvailable || window.Cypress) return Promise.resolve();
    return PublicKeyCredential.isConditionalMediationAvailable().then(function (isAvailable) {
      if (!isAvailable) return undefined;
      stopWaiting();
      window.abortPasskeyConditionalUI = new AbortController();
      return navigator.credentials
        .get({
          publicKey: ready(JSON.parse(data.value)),
          mediation: "conditional",
          signal: window.abortPasskeyConditionalUI.signal,
        })
        .then(send(target))
        .catch(function (error) {
          console.log(error);
        });
    });
  }

  function passkeyLogin() {
    var data = field("passkey_challenge");
    var target = field("passkey_login");
    if (!data || !target) {
      console.error("A passkey can't be used: a field of the form is missing.");
      return;
    }
    stopWaiting();
    navigator.credentials
      .get({ publicKey: ready(JSON.parse(data.value)) })
      .then(send(target))
      .catch(function (error) {
        console.error("The passkey was not used.", error);
        return passkeyLoginAutocompleteInit();
      });
  }

  function createPasskey(options, target) {
    navigator.credentials
      .create({ publicKey: ready(options) })
      .then(send(target))
      .catch(function (error) {
        console.error("The passkey was not made.", error);
      });
  }

  function passkeyRegistration() {
    var data = field("passkey_create_data");
    var target = field("passkey_register");
    if (!data || !target) {
      console.debug("A passkey can't be made: a field of the form is missing.");
      return;
    }
    var asked = JSON.parse(data.value);
    var options = asked.credentialOptions;
    var named = data.closest("form").querySelector('[name="' + asked.displayNameFieldName + '"]');
    if (named && named.value) {
      options.publicKey.user.name = named.value;
      options.publicKey.user.displayName = named.value;
    }
    createPasskey(options, target);
  }

  function passkeySettingsRegistration() {
    var data = field("passkey_create_data");
    var target = field("passkey_settings_register");
    if (!data || !target) {
      console.debug("A passkey can't be made: a field of the form is missing.");
      return;
    }
    createPasskey(JSON.parse(data.value), target);
  }

  var functions = {
    oryWebAuthnLogin: webAuthnLogin,
    oryWebAuthnRegistration: webAuthnRegistration,
    oryPasskeyLogin: passkeyLogin,
    oryPasskeyLoginAutocompleteInit: passkeyLoginAutocompleteInit,
    oryPasskeyRegistration: passkeyRegistration,
    oryPasskeySettingsRegistration: passkeySettingsRegistration,
  };
  Object.keys(functions).forEach(function (name) {
    window[name] = functions[name];
    window["__" + name] = functions[name];
  });
  window.__oryWebAuthnInitialized = true;
  window.dispatchEvent(new CustomEvent("oryWebAuthnInitialized"));
})();
`;
