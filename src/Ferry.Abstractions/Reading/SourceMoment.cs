namespace Ferry.Reading;

/// <summary>How far a server had come, by its own count; to be kept, and compared with a later look.</summary>
/// <param name="Server">The server's id.</param>
/// <param name="Primary">The id of the server that it follows; null where there is none or nobody says.</param>
/// <param name="Position">Log coordinates by their own names, as in <see cref="Consistency.Position"/>; empty when unknown.</param>
public sealed record SourceMoment(string Server, string? Primary, IReadOnlyDictionary<string, string> Position);
