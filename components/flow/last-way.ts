/** Which of a page's buttons stands for the way that was used last to sign in. */
import { type FlowFormModel, actionRole } from "./forms";
import { valueText } from "./nodes";

/**
 * @param lastWay  a method by its name in the protocol, with the provider's behind a colon: `oidc:github`
 * @returns the id of its button; undefined where the page has no choice of ways, or not this one
 */
export function lastUsedAction(
  forms: readonly FlowFormModel[],
  lastWay: string | undefined,
): string | undefined {
  const ways = forms.flatMap(({ group, actions }) =>
    actions
      .filter(({ node }) => actionRole(node) !== "aside")
      .map(({ node, id }) => ({
        id,
        way: group === "oidc" ? `oidc:${valueText(node.attributes.value) ?? ""}` : group,
      })),
  );
  const isChoice = new Set(ways.map(({ way }) => way)).size > 1;
  return isChoice ? ways.find(({ way }) => way === lastWay)?.id : undefined;
}
