/** What the operating system knows of this process, for the metrics of gateway and services. */
package chat.process;
