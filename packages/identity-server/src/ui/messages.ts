// Every message of every flow: one constructor for each id. An id, its type and the keys of its context are the
// protocol's; the texts are this server's own, for a person to read.
export * from "./messages/labels.js";
export * from "./messages/login.js";
export * from "./messages/recovery.js";
export * from "./messages/registration.js";
export * from "./messages/settings.js";
export * from "./messages/system.js";
export * from "./messages/validation.js";
export * from "./messages/verification.js";
