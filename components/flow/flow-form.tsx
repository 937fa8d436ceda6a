/** One form of a flow: the nodes of one group, posted to this app's own handler. */
import { FieldMessages } from "@/components/ui/field";
import { ActionNodeView } from "./action-node";
import { AnchorNodeView } from "./anchor-node";
import type { FlowContext } from "./flow-context";
import { type FlowFormModel, type PlacedNode, actionRole } from "./forms";
import { HiddenNodeView } from "./hidden-node";
import { ImageNodeView } from "./image-node";
import { KeyRow, isKeyRemoval } from "./key-row";
import { InputNodeView } from "./input-node";
import { pageHref } from "./page-href";
import { isAnchor, isImage, isInput, isText } from "./nodes";
import { ScriptNeeded } from "./script-needed";
import { TextNodeView } from "./text-node";

interface FlowFormProps {
  form: FlowFormModel;
  flowId: string;
  context: FlowContext;
  /** The main form of a page has the page's one main button. */
  isMain: boolean;
  /** The id of the button that was used last to sign in. */
  lastUsed?: string | undefined;
  className?: string;
}

export function FlowForm({ form, flowId, context, isMain, lastUsed, className }: FlowFormProps) {
  const handler = pageHref(`/api/auth/${context.kind}`, {
    flow: flowId,
    return_to: context.returnTo,
    // The settings come back where the form was. A fragment here would outlive redirects to other pages.
    page: context.settings?.section,
    section: context.settings && !context.settings.isOneForm ? form.group : undefined,
  });
  const keys = form.actions.filter((action) => isKeyRemoval(action.node));
  const actions = form.actions.filter(({ node }) => actionRole(node) !== "aside" && !isKeyRemoval(node));
  const asides = form.actions.filter((action) => actionRole(action.node) === "aside");
  const body = (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {form.stray.length > 0 && (
        <div role="alert">
          <FieldMessages messages={form.stray} />
        </div>
      )}
      {keys.length > 0 && (
        <ul className="-mt-4 divide-y divide-line border-b border-line">
          {keys.map((placed) => (
            <KeyRow key={placed.id} placed={placed} />
          ))}
        </ul>
      )}
      {form.content.map((placed) => (
        <ContentNode key={placed.id} placed={placed} context={context} isMain={isMain} />
      ))}
      {actions.length > 0 && (
        <div className="grid gap-3">
          {actions.map((placed) => (
            <ActionNodeView
              key={placed.id}
              placed={placed}
              isMain={isMain}
              isOnlyWay={actions.length === 1 && context.kind !== "settings"}
              kind={context.kind}
              isLastUsed={placed.id === lastUsed}
            />
          ))}
        </div>
      )}
      {asides.length > 0 && (
        <div className="-my-1.5 flex flex-wrap justify-center gap-x-2">
          {asides.map((placed) => (
            <ActionNodeView key={placed.id} placed={placed} isMain={false} kind={context.kind} />
          ))}
        </div>
      )}
    </div>
  );

  // A form that has nothing to send, as after a confirmed address, is not one.
  if (form.actions.length === 0 && form.content.every(({ node }) => !isInput(node)) && !isHandled(form)) {
    return (
      <div data-testid={form.testId} className={className}>
        {body}
      </div>
    );
  }
  return (
    <form
      action={handler}
      method="post"
      data-testid={form.testId}
      data-flow-form
      data-borrows={form.borrowed.join(" ") || undefined}
      className={className}
    >
      {form.hidden.map(({ node, id }) => (
        <HiddenNodeView key={id} node={node} context={context} />
      ))}
      {form.group === "password" && context.account !== undefined && (
        <AccountForPasswordManagers account={context.account} />
      )}
      {needsGuard(form) && <button type="submit" disabled hidden aria-hidden="true" tabIndex={-1} />}
      {body}
      {context.kind === "settings" && form.actions.some(({ node }) => node.attributes.type === "button") && (
        <ScriptNeeded className="mt-4 first:mt-0" />
      )}
    </form>
  );
}

/**
 * Tells password managers whose password is changed. Without a name it is not sent.
 *
 * @see https://www.chromium.org/developers/design-documents/form-styles-that-chromium-understands/
 */
function AccountForPasswordManagers({ account }: { account: string }) {
  return <input type="text" autoComplete="username" value={account} readOnly hidden />;
}

/** Hidden fields of its own that a script will fill in and send, as a passkey's. */
const isHandled = (form: FlowFormModel) => form.hidden.some(({ node }) => node.group === form.group);

/**
 * The Enter key presses a form's first submit button. Where that one would remove something, a disabled one before it
 * makes the key do nothing (HTML, implicit submission).
 */
function needsGuard(form: FlowFormModel): boolean {
  const firstSubmit = form.actions.find(({ node }) => node.attributes.type === "submit");
  return firstSubmit !== undefined && actionRole(firstSubmit.node) === "remove";
}

interface ContentNodeProps {
  placed: PlacedNode;
  context: FlowContext;
  isMain: boolean;
}

function ContentNode({ placed: { node, id, messages }, context, isMain }: ContentNodeProps) {
  if (isInput(node)) return <InputNodeView placed={{ node, id, messages }} context={context} />;
  if (isText(node)) return <TextNodeView placed={{ node, id, messages }} context={context} />;
  if (isImage(node)) return <ImageNodeView placed={{ node, id, messages }} origin={context.origin} />;
  if (isAnchor(node)) return <AnchorNodeView node={node} origin={context.origin} isMain={isMain} />;
  return null;
}
