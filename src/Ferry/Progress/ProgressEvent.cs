namespace Ferry.Progress;

/// <summary>Something that happened in a long job. Delivered in order, on the thread where it happened; handlers must be quick.</summary>
public abstract record ProgressEvent;
