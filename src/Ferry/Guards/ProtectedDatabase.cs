using Ferry.Databases;

namespace Ferry.Guards;

/// <summary>A database of a protected environment, as it was known when it was last read.</summary>
/// <param name="Environment">The environment's name, which has to be typed before it is written to.</param>
/// <param name="Server">Who answered there.</param>
public sealed record ProtectedDatabase(string Environment, ServerIdentity Server);
