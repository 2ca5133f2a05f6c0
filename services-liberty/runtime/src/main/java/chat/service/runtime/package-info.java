/**
 * What the three services have in common. A WAR adds its endpoint beans (gRPC service classes,
 * {@code @Dependent}), a META-INF/microprofile-config.properties that names the service, and a
 * persistence unit; everything here is then found by CDI.
 */
package chat.service.runtime;
