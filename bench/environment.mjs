// What is measured is Node as it comes: `NODE_EXTRA_CA_CERTS` alone takes Node 20 longer to read, at every start, than a whole check.
import process from "node:process";

/** The certificates that this machine adds; null if it adds none. */
export const certificates = process.env.NODE_EXTRA_CA_CERTS ?? null;

delete process.env.NODE_EXTRA_CA_CERTS;
delete process.env.NODE_OPTIONS;
