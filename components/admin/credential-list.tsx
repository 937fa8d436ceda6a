/** The ways in that an identity has set up, with what can be taken away. */
import type { Identity, IdentityCredentials } from "@ory/client";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { ids, isTextId, type Translate, useTranslations } from "@/lib/i18n";
import { removableCredentials } from "@/lib/admin/identities";
import { ActionForm } from "./action-form";
import type { FormAction } from "./action-state";

interface Way {
  type: string;
  label: string;
  identifiers: string[];
  /** Which of several is meant, where a type has several. */
  identifier: string | undefined;
  isRemovable: boolean;
}

export function CredentialList({ identity, remove }: { identity: Identity; remove: FormAction }) {
  const methods = useTranslations("methods");
  const t = useTranslations("admin.identity");
  const ways = Object.entries(identity.credentials ?? {}).flatMap(([type, credential]) =>
    waysOf(type, credential, methods),
  );
  if (ways.length === 0) return <p className="text-muted">{t("noCredentials")}</p>;
  return (
    <ul className="divide-y divide-line">
      {ways.map((way) => (
        <li
          key={`${way.type} ${way.identifier ?? ""}`}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
        >
          <div className="me-auto min-w-0">
            <p className="font-medium">{way.label}</p>
            <p className="text-sm text-muted [overflow-wrap:anywhere]">{way.identifiers.join(", ")}</p>
          </div>
          {way.isRemovable && (
            <ActionForm action={remove}>
              <input type="hidden" name="type" value={way.type} />
              {way.identifier !== undefined && (
                <input type="hidden" name="identifier" value={way.identifier} />
              )}
              <Button
                type="submit"
                look="danger"
                aria-label={t("removeCredentialLabel", { credential: way.label })}
              >
                {t("removeCredential")}
              </Button>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  );
}

const keysShape = z.looseObject({ credentials: z.array(z.unknown()) });

function waysOf(type: string, credential: IdentityCredentials, t: Translate<"methods">): Way[] {
  const identifiers = credential.identifiers ?? [];
  const isKeys = type === "webauthn" || type === "passkey";
  // Every identity whose schema allows keys has an entry for them, with or without a key in it.
  if (isKeys && (keysShape.safeParse(credential.config).data?.credentials.length ?? 0) === 0) return [];
  const isRemovable = removableCredentials.some((each) => each === type);
  const named = isTextId(ids.methods, type) && type !== "oidc" ? t(type) : type;
  if (type !== "oidc") {
    // A second factor's identifier is the identity's own id: it tells nobody anything.
    const shown = type === "totp" || type === "lookup_secret" || isKeys ? [] : identifiers;
    return [{ type, label: named, identifiers: shown, identifier: undefined, isRemovable }];
  }
  return identifiers.map((identifier) => ({
    type,
    label: identifier.split(":")[0] ?? type,
    identifiers: [identifier],
    identifier,
    isRemovable,
  }));
}
