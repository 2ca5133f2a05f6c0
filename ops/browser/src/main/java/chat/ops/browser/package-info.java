/** Drives our page in a browser as a person does, and takes its picture. */
package chat.ops.browser;
