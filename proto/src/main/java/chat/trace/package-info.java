/** What gateway and services have in common about traces. */
package chat.trace;
