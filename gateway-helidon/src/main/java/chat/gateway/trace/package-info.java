/**
 * Traces of what passes through a gateway. Most of it is not chosen to be traced: then nothing is
 * made but the identifiers, and what turns out to be slow or to go wrong gets its span afterwards.
 */
package chat.gateway.trace;
