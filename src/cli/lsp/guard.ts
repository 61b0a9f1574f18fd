import { ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { crashReport } from "../crash.ts";

/** Where the conversation is: nothing but `initialize` is answered before it, and nothing after `shutdown`. */
export type Phase = "starting" | "running" | "over";

/** Keeps what goes wrong in a handler from ending the server, and from being told with what was read. */
export class Guard {
  phase: Phase = "starting";
  readonly #log: (report: string) => void;

  constructor(log: (report: string) => void) {
    this.#log = log;
  }

  /** A handler of a request: an error is answered, and logged, without its message. */
  request<Params, Result>(
    handler: (params: Params) => Result,
  ): (params: Params, token: { readonly isCancellationRequested: boolean }) => Result | ResponseError<void> {
    return (params, token) => {
      if (this.phase === "starting")
        return new ResponseError(ErrorCodes.ServerNotInitialized, "initialize comes first");
      if (this.phase === "over") return new ResponseError(ErrorCodes.InvalidRequest, "the server has been shut down");
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      try {
        return handler(params);
      } catch (error) {
        this.#log(crashReport(error));
        return new ResponseError(ErrorCodes.InternalError, "this is a bug in fal-lint; its log says more");
      }
    };
  }

  /** A handler of anything else. */
  event<Params>(handler: (params: Params) => void): (params: Params) => void {
    return (params) => {
      if (this.phase === "running") this.attempt(() => handler(params));
    };
  }

  attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log(crashReport(error));
    }
  }
}
