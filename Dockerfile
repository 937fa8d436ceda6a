# syntax=docker/dockerfile:1
# One image for both ways to run: with ORY_SDK_URL the app alone, in front of Ory Kratos or Ory Network; without it the
# app and the embedded identity server, with their data in /app/.foyer. docs/deploy.md says what to set.
ARG NODE_VERSION=22

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
# The lists of packages alone: what is installed stays the same until one of them changes. `*`: a fork may have deleted the
# identity server.
COPY package.json package-lock.json ./
COPY packages*/identity-server/package.json packages/identity-server/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run standalone -- /out && mkdir /out/.foyer

FROM node:${NODE_VERSION}-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000
# The program belongs to root and can't be changed from within; the data alone belongs to the user that it runs as.
COPY --from=build /out ./
RUN chown node:node .foyer
USER node
VOLUME /app/.foyer
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs"]
