namespace Ferry.MySql.Reading.Planning;

/// <summary>A key where one range ends and the next begins.</summary>
/// <param name="Literal">As SQL.</param>
/// <param name="Display">As people read it, for the manifest.</param>
internal sealed record KeyValue(string Literal, string Display);
