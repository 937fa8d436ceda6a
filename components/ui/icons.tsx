/** The icons in use, drawn inline on a 20 × 20 grid. They decorate: what they mean is always said in text as well. */
import type { ReactNode, SVGProps } from "react";

function Icon({ children, ...rest }: SVGProps<SVGSVGElement> & { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      {children}
    </svg>
  );
}

type IconProps = SVGProps<SVGSVGElement>;

export const AlertIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M10 6.5v4M10 13.6v.01" />
    <circle cx="10" cy="10" r="7.5" />
  </Icon>
);
export const InfoIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M10 9.5v4M10 6.5v.01" />
    <circle cx="10" cy="10" r="7.5" />
  </Icon>
);
export const CheckIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m6.8 10.2 2.2 2.3 4.3-4.8" />
    <circle cx="10" cy="10" r="7.5" />
  </Icon>
);
export const KeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="6.8" cy="13.2" r="3.8" />
    <path d="m9.6 10.4 7-7M13.4 6.6l2.6 2.6M16.6 3.4l.9.9" />
  </Icon>
);
export const LaptopIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="4" y="4.5" width="12" height="8" rx="1.2" />
    <path d="M2.5 15.5h15" />
  </Icon>
);
export const PhoneIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="6" y="2.5" width="8" height="15" rx="1.8" />
    <path d="M9.3 14.8h1.4" />
  </Icon>
);
export const ApplicationIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="3" y="3.5" width="14" height="13" rx="2" />
    <path d="M3 7.5h14M5.6 5.5v.01M8 5.5v.01" />
  </Icon>
);
export const GlobeIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M2.5 10h15M10 2.5c2.2 2.2 3.3 4.7 3.3 7.5s-1.1 5.3-3.3 7.5c-2.2-2.2-3.3-4.7-3.3-7.5S7.8 4.7 10 2.5" />
  </Icon>
);
export const SunIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.5v1.7M10 15.8v1.7M2.5 10h1.7M15.8 10h1.7M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M15.3 4.7l-1.2 1.2M5.9 14.1l-1.2 1.2" />
  </Icon>
);
export const MoonIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M16.6 11.8A7 7 0 0 1 8.2 3.4a7 7 0 1 0 8.4 8.4Z" />
  </Icon>
);
export const SystemIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 3v14a7 7 0 0 0 0-14Z" fill="currentColor" stroke="none" />
  </Icon>
);
export const ChevronIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m5.5 8 4.5 4.5L14.5 8" />
  </Icon>
);
export const ArrowIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 10h12M11.5 5.5 16 10l-4.5 4.5" />
  </Icon>
);
