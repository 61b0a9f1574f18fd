import { routes } from "./lib/routes.js";

console.log(routes);
