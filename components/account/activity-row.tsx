/** One security event: what, how, when and from where, as far as it is kept. */
import { deviceText } from "@/lib/account/device-text";
import type { WrittenSecurityEvent } from "@/lib/activity/security-events";
import { Time } from "@/components/ui/time";
import { useTranslations } from "@/lib/i18n";
import { useWayName } from "./ways";

export function ActivityRow({ event }: { event: WrittenSecurityEvent }) {
  const { kind, ways, browser, system, address, at } = event;
  const t = useTranslations("activity");
  const ofSessions = useTranslations("sessions");
  const nameOf = useWayName();
  const isDeviceKnown = browser !== undefined || system !== undefined;
  const place = [
    isDeviceKnown ? deviceText({ browser, system, isPhone: false }, ofSessions) : undefined,
    address,
  ].filter((part) => part !== undefined);
  return (
    <li className="py-4" data-event={kind}>
      <p className="flex flex-col justify-between gap-x-6 gap-y-0.5 sm:flex-row sm:items-baseline">
        <span className="font-semibold">{t(`kinds.${kind}`)}</span>
        <span className="shrink-0 text-sm text-muted">
          <Time value={at} />
        </span>
      </p>
      <p className="mt-0.5 text-sm text-muted empty:hidden [overflow-wrap:anywhere]">
        {[ways.map(nameOf).join(" + "), ...place].filter((part) => part !== "").join(" · ")}
      </p>
    </li>
  );
}
