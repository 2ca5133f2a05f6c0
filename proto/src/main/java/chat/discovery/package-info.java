/**
 * How gateways and services find each other with Consul: the names under which they register, and
 * what keeps them registered. Over the library consul-client, which no other package sees but the
 * gateway's watch.
 */
package chat.discovery;
