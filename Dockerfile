FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
ENV GOCACHE=/var/cache/go-build
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/var/cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/councilgraph ./cmd/councilgraph
RUN mkdir -p /out/data /out/tmp

# The binary holds the page, the schema and the reviewed records. Beside it: the certificates that pages and an encrypted Neo4j
# are checked with, a folder for the embedded store and one for its temporary files. No shell.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
COPY --from=build /out/councilgraph /councilgraph
USER 65532:65532
ENV COUNCILGRAPH_LISTEN=0.0.0.0:8080 \
    COUNCILGRAPH_STORE=sqlite:/data/councilgraph.db
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s \
    CMD ["/councilgraph", "health", "--url", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["/councilgraph"]
CMD ["serve"]
