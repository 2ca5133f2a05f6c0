/**
 * Files that belong to messages, kept in the database: {@link chat.service.file.FileEndpoint} on
 * the wire, {@link chat.service.file.Files} stores them, {@link chat.service.file.FileReading} says
 * who may read them, {@link chat.service.file.FileCleaning} deletes those that nobody needs.
 */
package chat.service.file;
