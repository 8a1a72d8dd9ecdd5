namespace Ferry.Environments;

/// <summary>Marks a setting of an environment whose missing keys are taken from the general setting of the same name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InheritedAttribute : Attribute;
