# syntax=docker/dockerfile:1

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Install scripts stay off, as everywhere in this project: no package we use needs one.
RUN npm ci --ignore-scripts --include=dev
COPY tsconfig.json tsconfig.build.json ormconfig.ts ./
COPY entities ./entities
COPY intents ./intents
COPY src ./src
COPY web ./web
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY data ./data
COPY web ./web
COPY scripts/healthcheck.mjs ./scripts/
# var/ holds the embedded database; everything else stays read-only for the service.
RUN mkdir var && chown node:node var
VOLUME ["/app/var"]
USER node
EXPOSE 3000
# Loading the catalogue for the first time takes longer than any later start.
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s --retries=3 CMD ["node", "scripts/healthcheck.mjs"]
# Node itself, not npm: the process gets SIGTERM and stops gracefully.
CMD ["node", "dist/src/server.js"]
