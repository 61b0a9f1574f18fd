export const routes = ["/health", "/v1/generate"];
