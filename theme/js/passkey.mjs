// Passkeys: asks the server for options, the browser for the device's answer, and the server again.
// A form with data-passkey stays hidden unless the browser can do it; all else works without.
const CAN =
  window.PublicKeyCredential &&
  PublicKeyCredential.parseCreationOptionsFromJSON &&
  PublicKeyCredential.parseRequestOptionsFromJSON;

const ASK = {
  add: (options) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
  prove: (options) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
};

async function post(form, address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
    },
    body: JSON.stringify(body),
  });
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
    location.reload(); // signed out, or a proof is wanted: the page says which
    throw null;
  }
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

async function run(form) {
  const kind = form.dataset.passkey;
  const options = await post(form, form.dataset.begin, {});
  const credential = await ASK[kind](options);
  const name = form.elements.name?.value ?? "";
  const { url } = await post(form, form.dataset.complete, { credential: credential.toJSON(), name });
  location.assign(url);
}

function inWords(error) {
  if (error.name === "InvalidStateError") return "This device is set up already.";
  if (error.name === "NotAllowedError") return "Your device did not answer, or you stopped it. Try again.";
  return error.message || "Something went wrong. Try again, or use another way.";
}

for (const form of CAN ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  document.querySelector("[data-passkey-missing]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const told = form.querySelector("[data-passkey-error]");
    button.disabled = true;
    told.replaceChildren();
    try {
      await run(form);
    } catch (error) {
      if (!error) return;
      const words = document.createElement("p");
      words.className = "govuk-error-message";
      words.textContent = inWords(error);
      told.append(words);
      button.disabled = false;
    }
  });
}
