package office

import "zhixing/app/court"

// CoercionReader gives coercive measures, crime files and joint meetings; it is
// a part of Reader.
type CoercionReader interface {
	// Coercions gives measures with steps and papers, newest first.
	Coercions(q CoercionQuery) ([]court.Coercion, error)
	Coercion(id int64) (court.Coercion, error)
	// CrimeFiles gives files with steps, evidence and papers, newest first.
	CrimeFiles(q CrimeQuery) ([]court.CrimeFile, error)
	CrimeFile(id int64) (court.CrimeFile, error)
	Meetings() ([]court.JointMeeting, error) // with their matters, newest first
	Meeting(id int64) (court.JointMeeting, error)
}

// CoercionTx writes what CoercionReader reads; it is a part of Tx. What has a
// version is CodeConflict when somebody else stored it meanwhile.
type CoercionTx interface {
	PutCoercion(c *court.Coercion) error
	PutCrimeFile(f *court.CrimeFile) error
	// InsertCourseStep stores a step of a measure or, when that is 0, of a file.
	InsertCourseStep(coercionID, crimeID int64, s *court.CourseStep) error
	VoidCourseStep(id int64, reason string) error
	// LinkCoursePaper keeps for which measure or file a paper was made.
	LinkCoursePaper(coercionID, crimeID, paperID int64) error
	InsertEvidence(e *court.CrimeEvidence) error
	VoidEvidence(id int64, reason string) error
	PutMeeting(m *court.JointMeeting) error
	PutMatter(m *court.MeetingMatter) error
	DropMatter(id int64) error
}

// CoercionQuery says which measures are wanted. Zero values filter nothing.
type CoercionQuery struct {
	CaseID           int64
	Kind             court.CoercionKind
	States           []court.CourseState
	PersonID, Person string // one person: identifier, or the name of one without
	OfficerID        int64
	Group            court.Group
	Search           string
}

// CrimeQuery says which crime files are wanted. Zero values filter nothing.
type CrimeQuery struct {
	CaseID           int64
	States           []court.CourseState
	PersonID, Person string
	OfficerID        int64
	Group            court.Group
	Search           string
}
