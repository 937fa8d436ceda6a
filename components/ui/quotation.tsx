/** The words of somebody else, set apart from ours: in their own language and direction. */

interface QuotationProps {
  words: string;
  /** BCP 47 tag; empty where it is not known, so that nobody takes the page's for it. */
  language: string;
  className?: string;
}

export function Quotation({ words, language, className = "" }: QuotationProps) {
  return (
    <blockquote
      lang={language}
      dir="auto"
      className={`border-s-2 ps-4 text-[0.9375rem] [overflow-wrap:anywhere] ${className}`}
    >
      {words}
    </blockquote>
  );
}
