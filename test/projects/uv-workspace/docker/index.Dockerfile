FROM retrieval/vespa:8.511.7
COPY --chown=vespa:vespa docker/schemas/ /opt/schemas/
HEALTHCHECK --interval=30s CMD curl -f http://localhost:19071/state/v1/health
EXPOSE 8080 19071
CMD ["/opt/start.sh", "--app", "/opt/schemas"]
