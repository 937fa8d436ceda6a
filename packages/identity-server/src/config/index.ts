export { parseDsn, type Dsn } from "./dsn.js";
export type { Environment } from "./environment.js";
export { ConfigError, loadConfig, type ConfigSources } from "./load.js";
export { filePathOf, loadResource } from "./resource.js";
export type { Config } from "./schema/index.js";
export type { Hook, WebHookConfig } from "./schema/hooks.js";
export type { MigrateHookConfig, OidcProviderConfig } from "./schema/methods.js";
export type { TokenTemplate } from "./schema/server.js";
export { openConfig, type ConfigSource, type ConfigSourceOptions } from "./source.js";
