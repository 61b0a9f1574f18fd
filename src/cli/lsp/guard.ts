import { ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { crashReport } from "../crash.ts";

/** Where the conversation is: nothing but `initialize` is answered before it, and nothing after `shutdown`. */
export type Phase = "starting" | "running" | "over";

type Answer<Result> = Result | ResponseError<void> | Promise<Result | ResponseError<void>>;

/** Keeps what goes wrong in a handler from ending the server, and from being told with what was read. */
export class Guard {
  phase: Phase = "starting";
  readonly #log: (report: string) => void;
  #awaited: Promise<void> | null = null;

  constructor(log: (report: string) => void) {
    this.#log = log;
  }

  /** A handler of a request: an error is answered, and logged, without its message. */
  request<Params, Result>(
    handler: (params: Params) => Result,
  ): (params: Params, token: { readonly isCancellationRequested: boolean }) => Answer<Result> {
    return (params, token) => {
      if (this.phase === "starting")
        return new ResponseError(ErrorCodes.ServerNotInitialized, "initialize comes first");
      if (this.phase === "over") return new ResponseError(ErrorCodes.InvalidRequest, "the server has been shut down");
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      return this.whenReady(() => {
        try {
          return handler(params);
        } catch (error) {
          this.#log(crashReport(error));
          return new ResponseError(ErrorCodes.InternalError, "this is a bug in fal-lint; its log says more");
        }
      });
    };
  }

  /** A handler of anything else. */
  event<Params>(handler: (params: Params) => void): (params: Params) => void {
    return (params) => {
      if (this.phase === "running") this.attempt(() => handler(params));
    };
  }

  /** Lets what is asked from now on wait for something. */
  waitFor(something: Promise<void>): void {
    const awaited = something
      .catch((error) => this.#log(crashReport(error)))
      .then(() => {
        if (this.#awaited === awaited) this.#awaited = null;
      });
    this.#awaited = awaited;
  }

  /** Acts at once, or when what is waited for is there. */
  whenReady<Result>(action: () => Result): Result | Promise<Result> {
    return this.#awaited === null ? action() : this.#awaited.then(action);
  }

  attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log(crashReport(error));
    }
  }
}
