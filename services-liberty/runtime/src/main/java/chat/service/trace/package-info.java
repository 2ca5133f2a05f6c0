/**
 * Traces of what a service does, with OpenTelemetry as the container has it (mpTelemetry). While
 * nothing is traced all of it costs next to nothing.
 */
package chat.service.trace;
