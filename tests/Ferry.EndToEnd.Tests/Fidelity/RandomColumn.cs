using CsCheck;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>A column's definition after its name, and literals for it.</summary>
internal sealed record RandomColumn(string Definition, Gen<string> Value);
