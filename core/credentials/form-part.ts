/**
 * Between the name of a part of a form and its value, as multipart/form-data has it (RFC 7578): the quote behind the name, headers of
 * the part's own, and an empty line. The source of a regular expression.
 */
export const FORM_PART = '"(?:\\r?\\n[Cc]ontent-[\\w-]{1,30}: ?[^\\r\\n]{0,80}){0,2}\\r?\\n\\r?\\n';
