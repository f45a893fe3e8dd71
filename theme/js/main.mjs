// The script of every page: GOV.UK Frontend's components that our templates use, and buttons that
// print. Every page works without it. The classes that unlock its styles are set here, since the
// Content-Security-Policy allows no inline script. Radio buttons and checkboxes need none: style sheets reveal their fields,
// and so no control carries an aria-expanded that its role does not allow.
import { isSupported } from "govuk-frontend/dist/govuk/common/index.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

const COMPONENTS = [Button, CharacterCount, ErrorSummary, PasswordInput, ServiceNavigation, SkipLink];

document.body.classList.add("js-enabled", "govuk-frontend-supported");

if (isSupported()) {
  for (const Component of COMPONENTS) {
    for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      try {
        new Component(element);
      } catch (error) {
        console.error(error);
      }
    }
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
// Suggestions are fetched by those who search: others need not load the script for them.
for (const row of document.querySelectorAll("[data-suggestions]")) {
  const load = async () => (await import(row.dataset.suggestions)).suggest(row);
  row.addEventListener("focusin", load, { once: true });
}
