# The pages.
FROM node:24-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

# The binary, with everything embedded.
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Cargo.toml Cargo.lock rust-toolchain.toml build.rs ./
COPY src src
COPY catalogue catalogue
COPY benches benches
COPY scenarios scenarios
COPY --from=web /src/web/dist web/dist
RUN cargo build --release --locked && mkdir /data

# Nothing but the binary: no shell, no package, no root.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/target/release/cercle /cercle
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
EXPOSE 8080
VOLUME /data
ENTRYPOINT ["/cercle"]
CMD ["serve"]
